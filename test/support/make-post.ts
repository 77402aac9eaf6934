import { createHash } from 'node:crypto'
import type { ReadResult } from '../../src/content/read-result.js'
import type { Post } from '../../src/model/post.js'
import type { ZonedTime } from '../../src/model/zoned-time.js'

/** 2021-12-30 15:26:20 +0800. */
export const seedMs = Date.UTC(2021, 11, 30, 7, 26, 20)

/** A time in Shanghai. @param afterSeconds - seconds after the seed */
export function at(afterSeconds: number): ZonedTime {
  return { instantMs: seedMs + afterSeconds * 1000, offsetMinutes: 480 }
}

/**
 * A post as it is read from a file. Defaults are derived from `source`, so that different sources give different
 * posts, and `updated` from `published`.
 */
export function makePost(overrides: Partial<Post> = {}): Post {
  const source = overrides.source ?? '_posts/2021-12-30-rain.md'
  const name = source.replace(/^_posts\//, '').replace(/\.\w+$/, '')
  const published = overrides.published ?? at(0)
  return {
    source,
    guid: `http://localhost/id/${name}`,
    permalink: `/${name}.html`,
    title: `Title of ${name}`,
    published,
    updated: published,
    categories: ['hongwang'],
    tags: ['红网新闻'],
    authors: [],
    inFeeds: true,
    body: { kind: 'markdown', text: `Body of ${name}, 雨.\n` },
    ...overrides,
  }
}

/** What differs from the default read result. */
export type ReadOverrides = Omit<Partial<ReadResult>, 'post'> & { readonly post?: Post | undefined }

/**
 * The result of reading a file. The hash is derived from the post, so that equal posts have equal bytes.
 *
 * @param overrides - `post: undefined` for a file with an error
 */
export function makeRead(overrides: ReadOverrides = {}): ReadResult {
  const post =
    'post' in overrides ? overrides.post : makePost(overrides.file ? { source: overrides.file } : {})
  const file = overrides.file ?? post?.source ?? '_posts/2021-12-30-rain.md'
  const { draft = false, problems = [] } = overrides
  const hash = createHash('sha256')
    .update(JSON.stringify([file, post, draft, problems]))
    .digest('hex')
  const { post: _, ...rest } = overrides
  return {
    file,
    size: 100,
    mtimeMs: seedMs,
    hash,
    draft,
    problems,
    ...(post === undefined ? {} : { post: { ...post, source: file } }),
    ...rest,
  }
}

/** The result of reading one post. */
export function readOf(source: string, post: Partial<Post> = {}, rest: ReadOverrides = {}): ReadResult {
  return makeRead({ post: makePost({ source, ...post }), ...rest })
}

/** A clock that stands still until it is set. */
export function stillClock(startMs = seedMs + 86_400_000) {
  let nowMs = startMs
  const now = () => nowMs
  return Object.assign(now, {
    /** @param toMs - milliseconds since the epoch; it may go back */
    set(toMs: number) {
      nowMs = toMs
    },
    pass(ms: number) {
      nowMs += ms
    },
  })
}
