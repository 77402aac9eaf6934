/** Paths in the order of their UTF-8 bytes, which is that of their code points. */
export function inOrder(paths: readonly string[]): string[] {
  return paths.toSorted(compareCodePoints)
}

/** JavaScript compares UTF-16 units, in which characters beyond U+FFFF stand before those from U+E000. */
function compareCodePoints(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const [unitA, unitB] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (unitA !== unitB) return raised(unitA) - raised(unitB)
  }
  return a.length - b.length
}

function raised(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/**
 * Maps one after the other, with the work on a few of those to come begun already.
 *
 * @param ahead - how many are under way at most
 * @returns results in the order of `values`; the first rejection ends it
 */
export async function* mapAhead<A, B>(
  values: Iterable<A>,
  ahead: number,
  work: (value: A) => Promise<B>,
): AsyncGenerator<B> {
  const underWay: Promise<B>[] = []
  for (const value of values) {
    const result = work(value)
    result.catch(() => {}) // It is told when its turn comes; until then nobody waits for it.
    underWay.push(result)
    const first = underWay.length < ahead ? undefined : underWay.shift()
    if (first !== undefined) yield await first
  }
  for (const result of underWay) yield await result
}
