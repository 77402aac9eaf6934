import { crc32 } from 'node:zlib'
import type { PackedBody, PackedPost } from '../content/packed-body.js'
import { compareBytes } from '../model/byte-order.js'
import type { PostHead } from '../model/post.js'
import type { Problem } from '../model/problem.js'
import type { GroupKind, Scope } from '../model/scope.js'
import { isSameTime } from '../model/zoned-time.js'
import type { PostRecord, ScopeRecord } from './catalogue.js'
import { bindable } from './database.js'
import type { StoredGuids } from './stored-guids.js'

/** What became of a post: withheld, published, or a duplicate of another with the same permalink or guid. */
export const standing = { withheld: 0, published: 1, duplicate: 2 } as const
/** A value of `standing`, as stored. */
export type Standing = (typeof standing)[keyof typeof standing]

/** The row of a post, and its body, by id: asked by the writer and by readers alike. */
export const rowSql = {
  post: 'SELECT * FROM post WHERE id = ?',
  body: 'SELECT kind, source FROM body WHERE post = ?',
}

/** A row of `post`, see the schema. */
export interface PostRow extends VersionRow {
  readonly id: number
  readonly path: string
  readonly standing: Standing
  /** When it is due, in milliseconds since the epoch; null if it does not wait for a date. */
  readonly due: number | null
  /** SHA-256 of the file that this version was read from. */
  readonly hash: Uint8Array
  readonly touched: number
  /** 0 if it is too old to be kept, so that no document shows it any more. */
  readonly kept: 0 | 1
}

/** What a post's author decides: the part of its row by which two versions are compared. */
export interface VersionRow {
  /** As stored, see `StoredGuids`. */
  readonly guid: string
  readonly permalink: string
  readonly draft: 0 | 1
  readonly age: number
  readonly in_feeds: 0 | 1
  /** The rest of the head, see `toHead`. */
  readonly head: string
  readonly body_bytes: number
  /** Checksum of the path, of all the above, and of the body as stored. */
  readonly sum: number
}

/** A place in our order. */
export type Place = Pick<PostRow, 'age' | 'guid'>

/** Our order: newest first, then by the bytes of the guid. */
export function comparePlaces(a: Place, b: Place): number {
  return a.age - b.age || compareBytes(a.guid, b.guid)
}

/** A post at its place. */
export interface Placed extends Place {
  readonly post: number
}

/** The head without what has a column of its own. */
type HeadRest = Omit<PostHead, 'source' | 'guid' | 'permalink' | 'inFeeds'>

/** @param path - of its file, as stored; part of the checksum */
export function toVersion(path: string, post: PackedPost, draft: boolean, guids: StoredGuids): VersionRow {
  const version: Omit<VersionRow, 'sum'> = {
    guid: guids.toStored(bindable(post.guid)),
    permalink: bindable(post.permalink),
    draft: draft ? 1 : 0,
    age: toAge(post.published.instantMs),
    in_feeds: post.inFeeds ? 1 : 0,
    head: toHead(post),
    body_bytes: post.bodyBytes,
  }
  return { ...version, sum: sumOf(path, version, post.body) }
}

/** CRC-32 of a version as stored. */
export function sumOf(path: string, version: Omit<VersionRow, 'sum'>, body: PackedBody): number {
  const { guid, permalink, draft, age, in_feeds, head, body_bytes } = version
  const text = JSON.stringify([path, guid, permalink, draft, age, in_feeds, head, body_bytes, body.kind])
  return crc32(body.source, crc32(text))
}

/** A head as stored, shortened because there is one per post. An absent key stands for what most posts have. */
interface PackedHead {
  readonly t: string
  /** Offset of the publication in minutes; its instant is the row's age. */
  readonly z: number
  /** Instant and offset of the last change, if it is another. */
  readonly u?: readonly [instantMs: number, offsetMinutes: number]
  readonly c?: readonly string[]
  readonly g?: readonly string[]
  readonly a?: PostHead['authors']
  /** Fields that few posts have. */
  readonly more?: Pick<PostHead, 'summary' | 'image' | 'enclosure' | 'language'>
}

/** JSON with its keys in a fixed order, so that equal heads give equal text. */
function toHead(post: HeadRest): string {
  const { title, published, updated, categories, tags, authors, summary, image, enclosure, language } = post
  const more = { summary, image, enclosure, language }
  return JSON.stringify({
    t: title,
    z: published.offsetMinutes,
    u: isSameTime(updated, published) ? undefined : [updated.instantMs, updated.offsetMinutes],
    c: categories.length > 0 ? categories : undefined,
    g: tags.length > 0 ? tags : undefined,
    a: authors.length > 0 ? authors : undefined,
    more: Object.values(more).some((value) => value !== undefined) ? more : undefined,
  })
}

/** Whether two versions are the same except for their bodies, which are compared packed. */
export function sameVersion(a: VersionRow, b: VersionRow): boolean {
  return (
    a.guid === b.guid &&
    a.permalink === b.permalink &&
    a.draft === b.draft &&
    a.age === b.age &&
    a.in_feeds === b.in_feeds &&
    a.head === b.head
  )
}

/** Negated, so that newer posts come first in ascending order. */
export function toAge(instantMs: number): number {
  return instantMs === 0 ? 0 : -instantMs
}

/** Milliseconds since the epoch, from an age. */
export function toInstant(age: number): number {
  return age === 0 ? 0 : -age
}

/** What a post's author wrote, without what has a column of its own. */
export function headOf({ head, age }: Pick<PostRow, 'head' | 'age'>): HeadRest {
  const { t: title, z: offsetMinutes, u, c = [], g = [], a = [], more }: PackedHead = JSON.parse(head)
  const published = { instantMs: toInstant(age), offsetMinutes }
  const updated = u === undefined ? published : { instantMs: u[0], offsetMinutes: u[1] }
  return { title, published, updated, categories: c, tags: g, authors: a, ...more }
}

/** Bytes as two hex digits each. */
export function toHex({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex')
}

/** A row of `post`, as readers of the catalogue see it. */
export function toPostRecord(row: PostRow, guids: StoredGuids): PostRecord {
  return {
    id: row.id,
    source: row.path,
    guid: guids.toGuid(row.guid),
    permalink: row.permalink,
    ...headOf(row),
    inFeeds: row.in_feeds === 1,
    bodyBytes: row.body_bytes,
    touched: row.touched,
    hash: toHex(row.hash),
    sum: row.sum,
  }
}

/** A row of `scope`, see the schema. */
export interface ScopeRow {
  readonly id: number
  readonly kind: 'site' | GroupKind
  readonly name: string
  readonly posts: number
  readonly newest: number | null
  readonly touched: number
  readonly announced: number
  readonly settings: string | null
}

/** The scope of a row. */
export function toScope({ kind, name }: Pick<ScopeRow, 'kind' | 'name'>): Scope {
  return kind === 'site' ? { kind } : { kind, name }
}

/** A row of `scope`, as readers of the catalogue see it. */
export function toScopeRecord(row: ScopeRow): ScopeRecord {
  return {
    scope: toScope(row),
    count: row.posts,
    ...(row.newest !== null && { newestMs: row.newest }),
    touched: row.touched,
    settings: row.settings === null ? {} : JSON.parse(row.settings),
  }
}

/** A row of `problem`, see the schema. */
export interface ProblemRow extends Omit<Problem, 'file' | 'line'> {
  readonly path: string
  /** 0 for the whole file, so that such Problems come first. */
  readonly line: number
}

/** A row of `problem`, as readers of the catalogue see it. */
export function toProblem({ code, severity, path, line, reason, hint }: ProblemRow): Problem {
  return { code, severity, file: path, ...(line !== 0 && { line }), reason, hint }
}
