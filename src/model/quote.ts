/** Longest excerpt of an author's text in a message, in code points. */
const charactersMax = 60

/**
 * Quotes a value for a message: in double quotes, on one line, clipped.
 *
 * Messages go to terminals and logs, and the value may be hostile: control characters, invisible ones,
 * bidirectional controls and lone surrogates are written as `\u{200b}`, which also makes them visible.
 */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 4 * charactersMax))
  const clipped = characters.length > charactersMax
  const shown = characters
    .slice(0, charactersMax)
    .join('')
    .replace(/["\\]/g, '\\$&')
    .replace(
      /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu,
      (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
    )
  return `"${shown}${clipped ? '…' : ''}"`
}
