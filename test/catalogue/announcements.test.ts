import assert from 'node:assert/strict'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { Scope } from '../../src/model/scope.js'
import { makePost, makeRead } from '../support/make-post.js'
import { Workbench } from './workbench.js'

describe('What is still to be announced to a hub', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  const hub = 'https://hub.example.com/'
  const hongwang: Scope = { kind: 'category', name: 'hongwang' }
  const read = (name: string, categories = ['hongwang']) =>
    makeRead({ post: makePost({ source: `_posts/2021-12-30-${name}.md`, categories, tags: [] }) })
  const named = (catalogue: Catalogue, limit = 100) =>
    catalogue.unannounced(limit).map(({ scope }) => ('name' in scope ? scope.name : scope.kind))

  /** A writer and a catalogue of a folder that has been read once. */
  const opened = () => {
    const writer = bench.writer({ hub })
    writer.ingest({ posts: [read('a'), read('b', ['other'])], complete: true })
    return { writer, catalogue: bench.catalogue() }
  }

  it('is nothing after the first reading of a folder', () => {
    const { writer, catalogue } = opened()
    assert.deepEqual(named(catalogue), [])
    writer.ingest({ posts: [read('a')] })
    assert.deepEqual(named(catalogue), [])
  })

  it('is each scope that has changed since the first reading, and no other', () => {
    const { writer, catalogue } = opened()
    writer.ingest({ posts: [read('c')] })
    assert.deepEqual(named(catalogue), ['site', 'hongwang'])
    const [, scope] = catalogue.unannounced(2)
    assert.ok(scope && scope.announced < scope.touched && scope.announced > 0)
  })

  it('includes a new scope', () => {
    const { writer, catalogue } = opened()
    writer.ingest({ posts: [read('c', ['new'])] })
    // It was never announced, so it has waited longest.
    assert.deepEqual(named(catalogue), ['new', 'site'])
    assert.deepEqual(named(catalogue, 1), ['new'])
  })

  it('includes a scope once, however often it changed, and survives a restart', () => {
    const { writer, catalogue } = opened()
    writer.ingest({ posts: [read('c')] })
    writer.ingest({ posts: [read('d')] })
    const touched = catalogue.scope(hongwang)?.touched ?? 0
    writer.keepAnnouncements([{ scope: hongwang, until: touched }])
    assert.deepEqual(named(catalogue), ['site'])
    bench.close(writer)
    const again = bench.writer({ hub })
    assert.deepEqual(named(bench.catalogue()), ['site'])
    again.ingest({ posts: [read('e')] })
    assert.deepEqual(named(catalogue), ['site', 'hongwang'])
  })

  it('still includes a scope that changed while it was being announced', () => {
    const { writer, catalogue } = opened()
    writer.ingest({ posts: [read('c')] })
    const [, scope] = catalogue.unannounced(2)
    writer.ingest({ posts: [read('d')] })
    writer.keepAnnouncements([{ scope: hongwang, until: scope?.touched ?? 0 }])
    assert.deepEqual(named(catalogue), ['site', 'hongwang'])
  })

  it('never includes a scope again because of an older announcement', () => {
    const { writer, catalogue } = opened()
    writer.ingest({ posts: [read('c')] })
    const touched = catalogue.scope(hongwang)?.touched ?? 0
    writer.keepAnnouncements([{ scope: hongwang, until: touched }])
    writer.keepAnnouncements([{ scope: hongwang, until: 1 }])
    assert.deepEqual(named(catalogue), ['site'])
  })

  it('is nothing for a new hub, which nobody can know yet', () => {
    const { writer, catalogue } = opened()
    writer.ingest({ posts: [read('c')] })
    bench.close(writer)
    const other = bench.writer({ hub: 'https://other.example.com/' })
    assert.deepEqual(named(catalogue), [])
    other.ingest({ posts: [read('d')] })
    assert.deepEqual(named(catalogue), ['site', 'hongwang'])
  })

  it('is nothing after a folder was read again under other settings and nothing in it changed', () => {
    const { writer, catalogue } = opened()
    bench.close(writer)
    const again = bench.writer({ hub, readFingerprint: 'read-2', renderFingerprint: 'render-2' })
    again.ingest({ posts: [read('a'), read('b', ['other'])], complete: true })
    assert.deepEqual(named(catalogue), [])
  })

  it('no longer includes the site once it was announced, and ignores announcements of unknown scopes', () => {
    const { writer, catalogue } = opened()
    writer.ingest({ posts: [read('c')] })
    const until = catalogue.scope({ kind: 'site' })?.touched ?? 0
    writer.keepAnnouncements([
      { scope: { kind: 'site' }, until },
      { scope: { kind: 'tag', name: 'nobody' }, until },
    ])
    assert.deepEqual(named(catalogue), ['hongwang'])
    assert.equal(catalogue.scope({ kind: 'tag', name: 'nobody' }), undefined)
  })
})
