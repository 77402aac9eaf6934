/**
 * A text without the characters that XML 1.0 §2.2 forbids or discourages: controls, U+FFFE and U+FFFF. Halves of
 * surrogate pairs become U+FFFD, as in feeds and pages. Lines end in `\n`.
 */
export function toBodyText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(illegal, '')
}

const illegal = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu

/** The first `charsMax` UTF-16 units of a text, or one less if that would split a surrogate pair. */
export function beginningOf(text: string, charsMax: number): string {
  return text.slice(0, charsMax).replace(/[\ud800-\udbff]$/, '')
}
