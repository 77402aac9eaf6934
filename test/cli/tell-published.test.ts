import assert from 'node:assert/strict'
import type { OpenPublication } from '../../src/cli/open-publication.js'
import { tellPublished, tellRebuilt } from '../../src/cli/tell.js'
import { loadConfig } from '../../src/config/load-config.js'
import { siteOf } from '../../src/config/site-of.js'
import type { Readiness } from '../../src/web/operations.js'
import { makeProblem, openForEach } from '../catalogue/workbench.js'
import { makePost, makeRead } from '../support/make-post.js'

describe('What is printed at the start', () => {
  const open = openForEach()

  /** How many problems were printed, and the other lines. */
  function told(state: Readiness['folder'] = 'ok') {
    const loaded = loadConfig({
      environment: { SITE_URL: 'https://feeds.example.com' },
      contentDir: '/srv/posts',
    })
    assert.ok('config' in loaded)
    const { config } = loaded
    const lines: string[] = []
    let problems = 0
    const out = {
      problem: () => {
        problems += 1
      },
      line: (text: string) => void lines.push(text),
      fault: assert.fail,
      log: assert.fail,
    }
    const operations = { readiness: () => ({ folder: state }) as Readiness }
    const publication = { catalogue: open.catalogue, site: siteOf(config, 80), operations } as OpenPublication
    tellPublished(config, publication, '/srv', out)
    return { problems, lines }
  }
  const publish = (name: string) =>
    open.writer.ingest({ posts: [makeRead({ post: makePost({ source: `${name}.md` }) })] })
  const breakFile = (name: string) =>
    open.writer.ingest({
      posts: [makeRead({ file: name, post: undefined, problems: [makeProblem(name)] })],
    })

  it('is how many posts there are, where they come from, and that the folder is watched', () => {
    publish('a')
    const { problems, lines } = told()
    assert.equal(problems, 0)
    assert.equal(lines[0], '1 post in 1 category, from posts/')
    assert.match(lines.at(-1) ?? '', /^watching posts\/: /)
    assert.ok(lines.some((line) => line.includes('https://feeds.example.com/feed.xml')))
  })

  it('is not that the folder is watched while it cannot be read', () => {
    assert.match(told('unfollowed').lines.at(-1) ?? '', /^posts\/ cannot be followed yet: /)
  })

  it('is also the number of problems, and of withheld posts', () => {
    publish('a')
    breakFile('b.md')
    const draft = makePost({ source: 'c.md' })
    const warned = [makeProblem('c.md', 'title-missing', 'warning')]
    open.writer.ingest({ posts: [makeRead({ post: draft, draft: true, problems: warned })] })
    const { problems, lines } = told()
    assert.equal(problems, 2)
    assert.equal(lines[0], '1 post in 1 category, from posts/, 1 withheld, 1 error, 1 warning')
  })

  it('is at most twenty problems, and how many more there are', () => {
    for (let n = 0; n < 20; n++) breakFile(`${n}.md`)
    assert.equal(told().problems, 20)
    assert.doesNotMatch(told().lines.join('\n'), /more problem/)
    breakFile('20.md')
    const { problems, lines } = told()
    assert.equal(problems, 20)
    assert.match(lines[0] ?? '', /^and 1 more problem: /)
  })
})

describe('A rebuild of the catalogue', () => {
  it('is logged if the catalogue was damaged or of another version, but not if settings ask for it', () => {
    const warned = (rebuilt: OpenPublication['rebuilt']) => {
      const said: string[] = []
      tellRebuilt({ rebuilt }, { warn: (text: unknown) => said.push(String(text)) })
      return said
    }
    assert.match(warned('damaged').join(), /^the catalogue was damaged: /)
    assert.match(warned('schema').join(), /^the catalogue was made by another version: /)
    for (const rebuilt of ['new', 'settings', undefined] as const) assert.deepEqual(warned(rebuilt), [])
  })
})
