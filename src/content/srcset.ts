const charsMax = 32 * 1024
const candidatesMax = 32

interface Candidate {
  readonly address: string
  /** A width or a density; empty if none is given. */
  readonly descriptor: string
}

/**
 * Rewrites the addresses of a `srcset`, candidate by candidate.
 *
 * @param srcset - `a.jpg 480w, b.jpg 2x`; a candidate with any other descriptor is left out
 * @param resolve - gives the address to write, or undefined for a candidate to leave out
 * @returns undefined if no candidate is left, or the text is longer than 32 KB
 */
export function rewriteSrcset(
  srcset: string,
  resolve: (address: string) => string | undefined,
): string | undefined {
  if (srcset.length > charsMax) return undefined
  const written = candidatesOf(srcset).flatMap(({ address, descriptor }) => {
    const resolved = resolve(address)
    return resolved === undefined ? [] : [`${resolved} ${descriptor}`.trimEnd()]
  })
  return written.length === 0 ? undefined : written.join(', ')
}

/** HTML Standard §4.8.4.2.2, without its future descriptors: the first 32 candidates. */
function candidatesOf(srcset: string): Candidate[] {
  const candidates: Candidate[] = []
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const [text = ''] = pattern.exec(srcset) ?? []
    at += text.length
    return text
  }
  while (at < srcset.length && candidates.length < candidatesMax) {
    take(/[\s,]+/y)
    const address = take(/\S+/y)
    // An address that ends in a comma has no descriptor: the comma ends the candidate.
    const descriptor = address.endsWith(',') ? '' : take(/[^,]+/y).trim()
    if (address !== '' && /^(?:\d{1,5}w|\d{1,3}(?:\.\d{1,3})?x)?$/.test(descriptor)) {
      candidates.push({ address: address.replace(/,+$/, ''), descriptor })
    }
  }
  return candidates
}
