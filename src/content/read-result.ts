import type { Post } from '../model/post.js'
import type { Problem } from '../model/problem.js'
import type { PackedPost } from './packed-body.js'

/** The state of a file when it was examined: cheap to compare, but no proof of equal content. */
export interface FileStamp {
  /** Bytes. */
  readonly size: number
  /** Modification time, in whole milliseconds since the epoch. */
  readonly mtimeMs: number
}

/** A stamp that no file has, so that the file is examined again. */
export const noStamp: FileStamp = { size: -1, mtimeMs: -1 }

/**
 * The result of reading one file.
 *
 * Reading looks at no clock: the catalogue decides whether a post's date is still to come.
 *
 * `P` is the type of the post: plain, or with its body packed.
 */
export interface ReadResult<P = Post> extends FileStamp {
  /** Path beneath the content folder, separated by `/`, spelled as on disk. */
  readonly file: string
  /** SHA-256 of the file's bytes, in hex: content is the same if this is, whatever the mtime. */
  readonly hash: string
  /** Absent if an error was found: the first of `problems` with severity `error`. */
  readonly post?: P
  /** The author does not want the post published yet (`published: false`, `draft: true`). */
  readonly draft: boolean
  readonly problems: readonly Problem[]
}

/** The result of reading one file, with its body packed or not. */
export type AnyReadResult = ReadResult<Post | PackedPost>

/** The settings that decide what a file reads as. If any of them changes, every file is read again. */
export interface ReadOptions {
  /** IANA zone of dates without an offset, and of days in permalinks. */
  readonly timeZone: string
  /** Pattern with Jekyll's placeholders: `/:categories/:year/:month/:day/:title.html`. */
  readonly permalink: string
  /** What default guids begin with, without a trailing slash. */
  readonly guidBase: string
  /** `path`: GUID_BASE/id/PATH. `jekyll`: the ids that jekyll-feed gave. */
  readonly guids: 'path' | 'jekyll'
  /** Largest post that is read, in bytes. */
  readonly postBytesMax: number
}
