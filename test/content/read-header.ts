import assert from 'node:assert/strict'
import { parsePost } from '../../src/content/read-post.js'
import type { ReadOptions } from '../../src/content/read-result.js'
import type { Post } from '../../src/model/post.js'
import { readOptions } from '../support/read-options.js'

/** Path of a post, unless a test gives another. */
export const file = '_posts/2022-01-05-rain.md'

/** Parses a post with some header lines of a test's own. */
export function readHeader(header: string, options: Partial<ReadOptions> = {}, name = file) {
  const text = `---\ntitle: Rain\ndate: 2022-01-05 09:05:06 +0800\ncategories: news\n${header}\n---\nIt rains.\n`
  return parsePost(name, text, { ...readOptions, ...options })
}

/** Like `readHeader`, for a post that must not give so much as a warning. */
export function postOf(header: string, options: Partial<ReadOptions> = {}, name = file): Post {
  const { post, problems } = readHeader(header, options, name)
  assert.deepEqual(problems, [])
  assert.ok(post)
  return post
}
