/**
 * A text without what XML 1.0 §2.2 cannot carry, or asks not to: controls, halves of surrogate pairs, U+FFFE
 * and U+FFFF. Lines end in `\n`.
 */
export function toLegalText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(illegal, '')
}

const illegal = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu
