/** Jekyll's placeholders that a post has a value for: those that a permalink may contain. */
export const placeholderNames = [
  ...(['categories', 'slugified_categories', 'year', 'short_year', 'month', 'i_month'] as const),
  ...(['short_month', 'long_month', 'day', 'i_day', 'y_day', 'short_day', 'long_day'] as const),
  ...(['hour', 'minute', 'second', 'title', 'slug', 'name', 'collection', 'output_ext'] as const),
] as const

/** One of them. */
export type PlaceholderName = (typeof placeholderNames)[number]

/**
 * The placeholder that the word after a colon begins with. As in Jekyll, the longest known name wins, and words are
 * split at `_`: `:year_:title`.
 *
 * @param word - without the colon
 * @returns undefined if it begins with none
 */
export function placeholderIn(word: string): PlaceholderName | undefined {
  const pieces = word.split('_')
  for (let length = pieces.length; length > 0; length--) {
    const start = pieces.slice(0, length).join('_')
    const known = placeholderNames.find((name) => name === start)
    if (known !== undefined) return known
  }
  return undefined
}
