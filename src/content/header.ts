import type { Fault } from '../model/problem.js'

/**
 * A value in a header, whatever its language: text, nothing, a list or a map. A scalar that is not text (`163`, `no`,
 * `2022-01-05`) is kept as its source text, so that no parser turns it into something else.
 */
export type HeaderValue = string | null | readonly HeaderValue[] | HeaderMap

/** A map, its keys in the order of the file. A Map, so that `__proto__` and `constructor` are only words. */
export type HeaderMap = ReadonlyMap<string, HeaderEntry>

/** The value of a key, and its place. */
export interface HeaderEntry {
  readonly value: HeaderValue
  /** 1-based line of its key in the file. */
  readonly line: number
}

/** What a parser made of a header; `faults` are warnings. */
export interface ParsedHeader {
  readonly value: HeaderValue
  readonly faults: readonly Fault[]
}

/** The keys that are read, in capitals or not; others are ignored, since posts contain what other tools want. */
export const headerKeys = [
  'title',
  'date',
  'updated',
  'last_modified_at',
  'lastmod',
  'categories',
  'category',
  'tags',
  'tag',
  'authors',
  'author',
  'description',
  'summary',
  'excerpt',
  'image',
  'enclosure',
  'lang',
  'language',
  'feed',
  'published',
  'draft',
  'guid',
  'permalink',
  'slug',
] as const
/** A key that is read. */
export type HeaderKey = (typeof headerKeys)[number]

/** The value of a key that is read. */
export interface KnownEntry extends HeaderEntry {
  /** The key as its author wrote it, such as `Date`. */
  readonly written: string
}

/** The known keys of one post's header. */
export type Header = ReadonlyMap<HeaderKey, KnownEntry>

/** Whether a value is a map. */
export function isMap(value: HeaderValue): value is HeaderMap {
  return value instanceof Map
}

/** What a value is, in an author's words. */
export function kindOf(value: HeaderValue): 'nothing' | 'text' | 'a list' | 'keys and values' {
  if (value === null) return 'nothing'
  if (typeof value === 'string') return 'text'
  return isMap(value) ? 'keys and values' : 'a list'
}
