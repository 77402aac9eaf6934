import type { Post } from '../model/post.js'
import type { Problem } from '../model/problem.js'
import type { PackedPost } from './packed-body.js'

/** The state of a file when it was looked at: cheap to compare, and no proof of equal content. */
export interface FileStamp {
  /** Bytes. */
  readonly size: number
  /** Time of change, in milliseconds since the epoch, fractions dropped. */
  readonly mtimeMs: number
}

/** A stamp that no file has, so that the file is looked at again. */
export const noStamp: FileStamp = { size: -1, mtimeMs: -1 }

/**
 * What reading one file gave.
 *
 * Reading looks at no clock: the catalogue decides whether a post's date is still to come.
 *
 * `P` is a post as it comes from whoever read it.
 */
export interface ReadResult<P = Post> extends FileStamp {
  /** Path beneath the content folder, `/` between its parts, as the disk spells it. */
  readonly file: string
  /** SHA-256 of the file's bytes, in hex: identity of content is this, not the time. */
  readonly hash: string
  /** Absent where an error was found; the first of `problems` with severity `error` says which. */
  readonly post?: P
  /** The post is well, but its author does not want it published yet (`published: false`, `draft: true`). */
  readonly draft: boolean
  readonly problems: readonly Problem[]
}

/** What reading one file gave, its body packed or not. */
export type AnyReadResult = ReadResult<Post | PackedPost>

/** The settings that decide what a file reads as. A change of any of them makes every file be read again. */
export interface ReadOptions {
  /** IANA zone of dates without an offset, and of days in permalinks. */
  readonly timeZone: string
  /** Jekyll's placeholders: `/:categories/:year/:month/:day/:title.html`. */
  readonly permalink: string
  /** What default guids begin with, without a trailing slash. */
  readonly guidBase: string
  /** `path`: GUID_BASE/id/PATH. `jekyll`: the ids that jekyll-feed gave. */
  readonly guids: 'path' | 'jekyll'
  /** Largest post that is read, in bytes. */
  readonly postBytesMax: number
}
