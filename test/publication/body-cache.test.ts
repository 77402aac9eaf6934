import assert from 'node:assert/strict'
import type { PostRecord } from '../../src/catalogue/catalogue.js'
import { BodyCache } from '../../src/publication/body-cache.js'
import { openForEach } from '../catalogue/workbench.js'
import { makePost, makeRead } from '../support/make-post.js'
import { plainSite } from '../support/plain-publication.js'

describe('A cache of bodies', () => {
  const open = openForEach()
  let rendered: string[]
  let fails = false
  let nowMs = 0
  beforeEach(() => {
    rendered = []
    fails = false
    nowMs = 0
  })

  /** A cache whose bodies refer to whatever they have between brackets. */
  const makeCache = (bytesMax = 1_000_000) =>
    new BodyCache(
      open.catalogue,
      plainSite,
      [],
      async ({ text }, { assets }) => {
        rendered.push(text)
        if (fails) return { html: 'plain', summary: '', dropped: [], references: [], stopgap: true }
        const references = [...text.matchAll(/\[(.*?)\]/g)].map(([, name = '']) => name)
        return {
          html: references.map((name) => assets[name] ?? name).join(),
          summary: '',
          dropped: [],
          references,
        }
      },
      bytesMax,
      () => nowMs,
    )
  const publish = (name: string, text: string): PostRecord => {
    const post = makePost({ source: `${name}.md`, body: { kind: 'markdown', text } })
    open.writer.ingest({ posts: [makeRead({ post })] })
    return open.catalogue.findPost(post.permalink) ?? assert.fail(name)
  }
  const publishPicture = (file: string) =>
    open.writer.ingest({ assets: [{ file, size: 1, mtimeMs: 1, hash: 'h', mediaType: 'image/png' }] })

  it('renders each once, even for requests that come meanwhile', async () => {
    const cache = makeCache()
    const posts = [publish('a', 'rain'), publish('b', 'snow')]
    await Promise.all([cache.take(posts), cache.take(posts)])
    const bodies = await cache.take(posts)
    assert.deepEqual(rendered, ['rain', 'snow'])
    assert.equal(bodies.size, 2)
  })

  for (const text of ['rain', '[cloud.png]']) {
    it(`replaces a stopgap once it can be rendered: ${text}`, async () => {
      const cache = makeCache()
      const post = publish('a', text)
      const htmlOf = async () => (await cache.take([post])).get(post.id)?.html
      fails = true
      assert.equal(await htmlOf(), 'plain')
      fails = false
      nowMs = 9_999
      assert.equal(await htmlOf(), 'plain')
      nowMs = 10_000
      const whole = text === 'rain' ? '' : 'cloud.png'
      for (let n = 0; n < 2; n++) assert.equal(await htmlOf(), whole)
      assert.deepEqual(rendered, [text, text])
    })
  }

  it('waits twice as long after each failure in a row, up to an hour', async () => {
    const cache = makeCache()
    const post = publish('a', 'rain')
    fails = true
    const pauses: number[] = []
    for (let n = 0; n < 11; n++) {
      const body = (await cache.take([post])).get(post.id)
      const atMs = body?.retry?.atMs ?? assert.fail('no stopgap')
      pauses.push((atMs - nowMs) / 1_000)
      nowMs = atMs
    }
    assert.deepEqual(pauses, [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600])
  })

  it('renders one again if there was no room for it', async () => {
    const cache = makeCache(400)
    const post = publish('a', 'rain')
    for (let n = 0; n < 2; n++) await cache.take([post])
    assert.deepEqual(rendered, ['rain', 'rain'])
  })

  it('renders again only those that refer to files when files appear', async () => {
    const cache = makeCache()
    const [plain, naming] = [publish('a', 'rain'), publish('b', '[cloud.png]')]
    const htmlOf = async () => (await cache.take([plain, naming])).get(naming.id)?.html
    assert.equal(await htmlOf(), 'cloud.png')
    rendered = []
    publishPicture('cloud.png')
    assert.equal(await htmlOf(), 'http://localhost/cloud.png')
    // Once to see what it refers to, and once with the addresses of the assets that exist.
    assert.deepEqual(rendered, ['[cloud.png]', '[cloud.png]'])
    assert.equal(await htmlOf(), 'http://localhost/cloud.png')
    assert.equal(rendered.length, 2)
  })
})
