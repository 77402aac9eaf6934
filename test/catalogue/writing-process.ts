import { openCatalogueWriter } from '../../src/catalogue/sqlite-writer.js'
import { FeedmillError } from '../../src/model/problem.js'
import { at, makePost, makeRead } from '../support/make-post.js'

/** Posts per batch: any other number is part of one. */
export const batchPosts = 7

/**
 * A process that writes one batch after another until it is killed or the disk is full. It prints the
 * number of each batch once it is committed, and finally why it ended.
 */
function write(dataDir: string, first: number): void {
  const writer = openCatalogueWriter({
    dataDir,
    readFingerprint: 'read-1',
    renderFingerprint: 'render-1',
    documentBytesMax: 1_000_000,
    guidBase: 'http://localhost',
    guids: 'path',
    future: true,
    search: 'full',
    now: Date.now,
  })
  process.stdout.write(`opened ${writer.rebuilt}\n`)
  for (let batch = first; ; batch++) {
    try {
      writer.ingest({ posts: Array.from({ length: batchPosts }, (_, n) => readOf(batch, n)) })
      process.stdout.write(`in ${batch}\n`)
      // Some indexing goes on in between, and is behind most of the time.
      writer.indexWords()
    } catch (error) {
      const code = error instanceof FeedmillError ? error.problem.code : String(error)
      process.stdout.write(`failed ${code} with ${writer.status().posts} posts\n`)
      return
    }
  }
}

function readOf(batch: number, n: number) {
  // Every second batch corrects the one before, so that kills hit all kinds of statements.
  const source = `_posts/${batch - (batch % 2)}-${n}.md`
  const text = `雨 ${batch} ${n}\n`.repeat(300)
  const categories = [`batch-${batch}`]
  return makeRead({
    post: makePost({ source, categories, published: at(batch * 60 + n), body: { kind: 'markdown', text } }),
  })
}

const [dataDir, first] = process.argv.slice(2)
if (dataDir !== undefined && process.argv[1]?.endsWith('writing-process.js')) write(dataDir, Number(first))
