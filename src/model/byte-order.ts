/**
 * Compares texts by their UTF-8 bytes, which is the order of their code points, and that of text in SQLite.
 * JavaScript compares UTF-16 units, which puts characters beyond U+FFFF before those from U+E000 on: an emoji
 * before `！`.
 *
 * @param a - well-formed, as `b` is
 * @returns negative if `a` comes first, 0 if they are equal
 */
export function compareBytes(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const [unitA, unitB] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (unitA !== unitB) return raised(unitA) - raised(unitB)
  }
  return a.length - b.length
}

function raised(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
