/**
 * Finds the word that was most likely meant, ignoring case, with at most a third of its letters mistyped.
 *
 * @returns one of `words`, the first of those that are equally close; undefined if none is close
 */
export function didYouMean(typed: string, words: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase()
  // Anything longer is no typing error, and comparing it is expensive.
  if (wanted.length > 64) return undefined
  let best: string | undefined
  let bestDistance = Math.floor(wanted.length / 3) + 1
  for (const word of words) {
    // The distance is at least the difference in length.
    if (Math.abs(word.length - wanted.length) >= bestDistance) continue
    const distance = distanceOf(wanted, word.toLowerCase())
    if (distance < bestDistance) [best, bestDistance] = [word, distance]
  }
  return best
}

/** Letters to insert, delete or replace, and neighbours to swap (optimal string alignment distance). */
function distanceOf(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) row[j] = Math.min(at(i, j), at(i - 2, j - 2) + 1)
    }
  }
  return at(a.length, b.length)
}
