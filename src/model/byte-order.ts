/**
 * Orders texts by their UTF-8 bytes, which is the order of their code points, and the one in which SQLite keeps
 * text. JavaScript compares UTF-16 units, in which characters beyond U+FFFF stand before those from U+E000: an
 * emoji before `！`.
 *
 * @param a - well-formed, as `b` is
 * @returns negative where `a` comes first, 0 where they are equal
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
