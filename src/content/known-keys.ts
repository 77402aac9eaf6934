import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { type Header, type HeaderKey, type HeaderMap, headerKeys, type KnownEntry } from './header.js'

const keysByName: ReadonlyMap<string, HeaderKey> = new Map(headerKeys.map((key) => [key, key]))

/**
 * Finds the keys that are read, in capitals or not: `Date` is `date`, as in Hugo. If a key is there in several
 * spellings, the one without capitals counts, or else the last.
 *
 * @returns warnings `key-repeated` as well, one a key
 */
export function findKnownKeys(map: HeaderMap): {
  readonly header: Header
  readonly faults: readonly Fault[]
} {
  const header = new Map<HeaderKey, KnownEntry>()
  const faults = new Map<HeaderKey, Fault>()
  for (const [written, entry] of map) {
    const key = keysByName.get(written) ?? keysByName.get(written.toLowerCase())
    if (key === undefined) continue
    const before = header.get(key)
    if (before?.written !== key) header.set(key, { ...entry, written })
    if (before !== undefined) faults.set(key, repeated(before.written, written, key, entry.line))
  }
  return { header, faults: [...faults.values()] }
}

function repeated(before: string, written: string, key: HeaderKey, line: number): Fault {
  const counts = before === key ? before : written
  return {
    code: 'key-repeated',
    severity: 'warning',
    line,
    reason: `the keys ${quote(before)} and ${quote(written)} are the same; ${quote(counts)} counts`,
    hint: 'Remove one of the two.',
  }
}
