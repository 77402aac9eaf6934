/** A number with its word, which gets an `s` unless its plural is given: `1 post`, `2 posts`. */
export function counted(count: number, word: string, words = `${word}s`): string {
  return `${count} ${count === 1 ? word : words}`
}
