import assert from 'node:assert/strict'
import type { FeedsRead } from '../../src/content/feeds-file.js'
import type { GroupKind, ScopeEntry, ScopeSettings } from '../../src/model/scope.js'
import { siteScope } from '../../src/model/scope.js'
import { at, makePost, makeRead } from '../support/make-post.js'
import { problemsOf } from '../support/problems-of.js'
import { makeProblem, openForEach } from './workbench.js'

describe('feeds.yml in the catalogue', () => {
  const open = openForEach()

  const feeds = (entries: FeedsRead['entries'], rest: Partial<FeedsRead> = {}): FeedsRead => ({
    file: 'feeds.yml',
    size: 1,
    mtimeMs: 1,
    hash: JSON.stringify(entries ?? 'broken'),
    problems: [],
    ...(entries === undefined ? {} : { entries }),
    ...rest,
  })
  const entry = (kind: GroupKind, name: string, settings: ScopeSettings): ScopeEntry => ({
    scope: { kind, name },
    settings,
  })
  const write = (...entries: ScopeEntry[]) => open.writer.ingest({ feeds: feeds(entries) })
  const publish = (source: string, category: string) =>
    open.writer.ingest({
      posts: [makeRead({ post: makePost({ source, categories: [category], tags: [] }) })],
    })

  it('gives scopes their settings, and the site its own', () => {
    publish('a.md', 'hongwang')
    write(
      entry('category', 'hongwang', { title: '红网', order: 1 }),
      { scope: siteScope, settings: { description: 'All' } },
      entry('tag', 'named', {}),
    )
    assert.deepEqual(open.catalogue.findScope('category', 'hongwang')?.settings, { title: '红网', order: 1 })
    assert.deepEqual(open.catalogue.scope(siteScope)?.settings, { description: 'All' })
    assert.equal(open.catalogue.findScope('tag', 'named')?.count, 0)
    assert.equal(open.writer.file('feeds.yml')?.state, 'settings')
  })

  it('begins a new epoch if and only if it says something else', () => {
    const [one, two] = [entry('tag', 'a', { title: 'A' }), entry('tag', 'b', {})]
    const { moment } = write(one, two)
    assert.equal(open.catalogue.epoch(), moment)
    assert.equal(write(two, one).moment, undefined)
    assert.equal(open.writer.ingest({ feeds: feeds([one, two], { hash: 'comment' }) }).moment, undefined)
    assert.equal(open.catalogue.epoch(), moment)
    assert.equal(write(one).moment, open.catalogue.epoch())
  })

  it('forgets a scope that only it named, and keeps one that was published', () => {
    publish('a.md', 'hongwang')
    write(entry('category', 'hongwang', { title: 'H' }), entry('category', 'never', {}))
    open.writer.ingest({ removed: ['feeds.yml'] })
    assert.equal(open.catalogue.findScope('category', 'never'), undefined)
    assert.deepEqual(open.catalogue.findScope('category', 'hongwang')?.settings, {})
    assert.equal(open.catalogue.isTitled('category', 'hongwang'), true)
    assert.equal(open.writer.file('feeds.yml'), undefined)
  })

  it('keeps its last good version while it cannot be parsed', () => {
    write(entry('category', 'a', { aliases: ['b'] }))
    const problem = makeProblem('feeds.yml', 'feeds-file-invalid')
    const { appeared, moment } = open.writer.ingest({ feeds: feeds(undefined, { problems: [problem] }) })
    assert.deepEqual([appeared, moment], [[problem], undefined])
    assert.deepEqual(open.catalogue.findScope('category', 'a')?.settings, { aliases: ['b'] })
    assert.deepEqual(open.catalogue.findAlias('/b.xml')?.scope, { kind: 'category', name: 'a' })
  })

  describe('aliases', () => {
    const leads = (path: string) => open.catalogue.findAlias(path)?.part

    it('lead from every address of a former name', () => {
      write(entry('category', 'new', { aliases: ['旧'] }), entry('tag', 't', { aliases: ['old tag'] }))
      const paths = [
        '/旧.xml',
        '/旧.atom',
        '/旧.json',
        '/category/旧.html',
        '/category/旧.xml',
        '/tag/旧.xml',
        '/旧.html',
      ]
      assert.deepEqual(paths.map(leads), ['rss', 'atom', 'json', 'page', 'rss', undefined, undefined])
      assert.deepEqual(['/tag/old tag.xml', '/tag/old tag.html', '/old tag.xml'].map(leads), [
        'rss',
        'page',
        undefined,
      ])
      assert.deepEqual(open.catalogue.findAlias('/tag/old tag.json')?.scope, { kind: 'tag', name: 't' })
    })

    it('lead from a path to what its ending stands for', () => {
      const aliases = [
        '/old/feed.xml',
        '/old.atom',
        'x/y.json',
        '/%E6%97%A7/',
        '/blog/feed/',
        '/a.html',
        '/rss.php',
      ]
      write({ scope: siteScope, settings: { aliases } })
      const paths = ['/old/feed.xml', '/old.atom', '/x/y.json', '/旧/', '/blog/feed/', '/a.html', '/rss.php']
      assert.deepEqual(paths.map(leads), ['rss', 'atom', 'json', 'page', 'rss', 'page', 'rss'])
      assert.deepEqual(open.catalogue.findAlias('/old.atom')?.scope, siteScope)
    })

    it('lose to whatever exists, now or later, with a warning', () => {
      publish('a.md', 'taken')
      const { appeared } = write(entry('category', 'new', { aliases: ['taken', 'free', '/feed.xml'] }))
      const taken = (word: string) => `the alias "${word}" is the address of something that exists`
      assert.deepEqual(
        appeared.map(({ reason }) => reason),
        [taken('taken'), taken('/feed.xml')],
      )
      assert.deepEqual(['/taken.xml', '/feed.xml', '/free.xml'].map(leads), [undefined, undefined, 'rss'])
      const later = publish('b.md', 'free').appeared
      assert.deepEqual(
        later.map(({ code, severity, reason }) => [code, severity, reason]),
        [['alias-taken', 'warning', taken('free')]],
      )
      assert.equal(leads('/free.xml'), undefined)
      write(entry('category', 'new', {}))
      assert.deepEqual(problemsOf(open.catalogue), [])
    })

    it('lead from a feed that is empty now, as if it had never been published', () => {
      publish('a.md', 'old')
      const taken = write(entry('category', 'new', { aliases: ['old'] })).appeared
      assert.deepEqual(
        taken.map(({ code }) => code),
        ['alias-taken'],
      )
      assert.equal(leads('/old.xml'), undefined)
      assert.deepEqual(publish('a.md', 'new').gone, taken)
      assert.deepEqual(['/old.xml', '/category/old.html'].map(leads), ['rss', 'page'])
      assert.deepEqual(publish('b.md', 'old').appeared, taken)
      assert.equal(leads('/old.xml'), undefined)
      assert.deepEqual(open.writer.ingest({ removed: ['b.md'] }).gone, taken)
      assert.equal(leads('/old.xml'), 'rss')
    })

    it('lose to a feed all of whose posts are too old to be carried', () => {
      open.bench.close(open.writer)
      open.writer = open.bench.writer({ keep: { days: 30 } })
      const oldest = makePost({ source: 'a.md', categories: ['old'], published: at(-31 * 86_400) })
      open.writer.ingest({ posts: [makeRead({ post: oldest })] })
      publish('b.md', 'new')
      const taken = write(entry('category', 'new', { aliases: ['old'] })).appeared
      assert.equal(open.catalogue.findScope('category', 'old')?.count, 0)
      assert.equal(leads('/old.xml'), undefined)
      assert.deepEqual(open.writer.ingest({ removed: ['a.md'] }).gone, taken)
      assert.equal(leads('/old.xml'), 'rss')
    })

    it('lose to whatever feeds.yml itself names, with or without posts', () => {
      const { appeared } = write(
        entry('category', 'new', { aliases: ['old'] }),
        entry('category', 'old', { gone: true }),
      )
      assert.equal(appeared.length, 1)
      assert.equal(leads('/old.xml'), undefined)
    })

    it('lead to the first of two scopes that claim the same one', () => {
      const { appeared } = write(
        entry('tag', 'a', { aliases: ['/x.xml'] }),
        entry('tag', 'b', { aliases: ['/x.xml'] }),
      )
      assert.deepEqual(open.catalogue.findAlias('/x.xml')?.scope, { kind: 'tag', name: 'a' })
      assert.deepEqual(
        appeared.map(({ code }) => code),
        ['alias-taken'],
      )
    })
  })
})
