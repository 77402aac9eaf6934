import { posix } from 'node:path'
import { normalise } from './normalise.js'

/**
 * Paths beneath the content folder that a post's reference to an asset may mean, best first: relative to the
 * post, then to the content folder. None of them leads out of it.
 *
 * @param source - path of the post's file beneath the content folder
 * @param reference - an address without a host, as it is written in the post: `rain.jpg`, `/img/rain.jpg?v=2`
 * @returns paths decoded and in NFC; none if the reference has no path or is not percent-encoded UTF-8
 */
export function assetPaths(source: string, reference: string): string[] {
  const written = decoded(reference.replace(/[?#].*$/s, ''))
  if (written === undefined || written === '') return []
  const path = normalise(written, 'NFC')
  const beside = path.startsWith('/') ? [] : [posix.join(posix.dirname(normalise(source, 'NFC')), path)]
  return [...beside.filter((file) => !above.test(file)), posix.normalize(path).replace(above, '')]
}

/** Whether an address certainly leads elsewhere: it has a scheme or a host, so it means no asset. */
export function isExternal(reference: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(reference)
}

/** Leading slashes and dot segments, which start at the root or lead out of the folder. */
const above = /^(?:\.\.?(?:\/|$)|\/)+/

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
