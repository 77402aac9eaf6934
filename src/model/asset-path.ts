import { posix } from 'node:path'

/**
 * Paths beneath the content folder at which a post may mean an asset, the best first: beside the post,
 * then at that path under the folder. None of them leaves the folder.
 *
 * @param source - path of the post's file beneath the content folder
 * @param reference - an address without a host, as it is written in the post: `rain.jpg`, `/img/rain.jpg?v=2`
 * @returns paths decoded and in NFC; none where the address is not percent-encoded UTF-8
 */
export function assetPaths(source: string, reference: string): string[] {
  const path = decoded(reference.replace(/[?#].*$/s, ''))?.normalize('NFC')
  if (path === undefined || path === '') return []
  const beside = path.startsWith('/') ? [] : [posix.join(posix.dirname(source.normalize('NFC')), path)]
  return [...beside.filter((file) => !above.test(file)), posix.normalize(path).replace(above, '')]
}

/** Whether an address leads elsewhere for certain: it has a scheme or a host, and so means no asset. */
export function hasHost(reference: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(reference)
}

/** What leads out of the folder, or begins at its root. */
const above = /^(?:\.\.?(?:\/|$)|\/)+/

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
