import assert from 'node:assert/strict'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import { CombinationDocuments } from '../../src/publication/combination-documents.js'
import type { FeedDocuments } from '../../src/publication/feed-documents.js'
import { openForEach } from '../catalogue/workbench.js'
import { at, makePost, makeRead } from '../support/make-post.js'

describe('The posts of a combination, found in parts', () => {
  const open = openForEach()
  const settings = {
    limit: 1,
    hours: 24,
    max: 200,
    content: 'full',
    typeXml: false,
    archivePosts: 100,
  } as const
  const publish = (...numbers: readonly number[]) =>
    open.writer.ingest({
      posts: numbers.map((n) => {
        const post = makePost({ source: `${n}.md`, published: at(-n * 3600), categories: ['a'], tags: ['t'] })
        return makeRead({ post })
      }),
    })

  /** The posts of a feed, and in how many parts they were found. @param between - called before each part */
  async function find(between: (part: number) => void = () => undefined) {
    let parts = 0
    const catalogue = new Proxy(open.catalogue, {
      get(real, name: keyof Catalogue) {
        if (name === 'combined') between(++parts)
        const value = real[name]
        return typeof value === 'function' ? value.bind(real) : value
      },
    })
    let found: string[] = []
    const feeds: Pick<FeedDocuments, 'combine'> = {
      async combine(_, posts) {
        found = posts.map(({ source }) => source)
        const document = { kind: 'feed', mediaType: '', cacheControl: '', bytes: Buffer.of() } as const
        return { document, refersToFiles: false }
      },
    }
    await new CombinationDocuments(catalogue, settings, feeds).make({ category: ['a'], tag: ['t'] }, 'rss')
    return { found, parts }
  }

  it('are as many as the feed carries, and few more are searched for', async () => {
    publish(0, 1, 2, 3, 30, 31, 32, 33, 34)
    assert.deepEqual(await find(), { found: ['0.md', '1.md', '2.md', '3.md', '30.md', '31.md'], parts: 3 })
  })

  it('are of one state, even if a commit comes between two parts', async () => {
    publish(0, 1, 2, 3, 4)
    const { found, parts } = await find((part) => part === 2 && publish(-1, 5))
    assert.deepEqual(found, ['-1.md', '0.md', '1.md', '2.md', '3.md', '4.md', '5.md'])
    assert.equal(parts, 8, 'four in vain, and four')
  })

  it('are not searched for ever if a commit comes before each part', async () => {
    publish(0, 1, 2)
    const { found } = await find((part) => publish(100 + part))
    assert.deepEqual(found.slice(0, 3), ['0.md', '1.md', '2.md'])
  })
})
