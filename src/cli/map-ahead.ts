/**
 * Maps values in order, while the work on the next few is already in progress.
 *
 * @param ahead - how many are in progress at most
 * @returns results in the order of `values`; the first rejection ends the iteration
 */
export async function* mapAhead<A, B>(
  values: Iterable<A>,
  ahead: number,
  work: (value: A) => Promise<B>,
): AsyncGenerator<B> {
  const underWay: Promise<B>[] = []
  for (const value of values) {
    const result = work(value)
    result.catch(() => {}) // Reported when its turn comes; until then nobody awaits it.
    underWay.push(result)
    const first = underWay.length < ahead ? undefined : underWay.shift()
    if (first !== undefined) yield await first
  }
  for (const result of underWay) yield await result
}
