import assert from 'node:assert/strict'
import type { OpenPublication } from '../../src/cli/open-publication.js'
import { shownFolder, tellIdentity, tellListening } from '../../src/cli/tell.js'
import { loadConfig } from '../../src/config/load-config.js'
import { siteOf } from '../../src/config/site-of.js'
import type { Problem } from '../../src/model/problem.js'

function told(environment: Record<string, string>, formerGuidRule: OpenPublication['formerGuidRule']) {
  const loaded = loadConfig({ environment, contentDir: 'content' })
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
  const [problems, lines]: [Problem[], string[]] = [[], []]
  const out = {
    problem: (problem: Problem) => void problems.push(problem),
    line: (text: string) => void lines.push(text),
    fault: assert.fail,
    log: assert.fail,
  }
  tellIdentity(loaded.config, { formerGuidRule, site: siteOf(loaded.config, 80) }, out)
  return { problems: problems.map(({ code, hint }) => [code, hint]), lines }
}

describe('What is printed about ids at the start', () => {
  const environment = { SITE_URL: 'https://new.example', GUIDS: 'jekyll' }

  it('is nothing while readers know them', () => {
    assert.deepEqual(told(environment, undefined), { problems: [], lines: [] })
  })

  it('is which setting changed them, and how to get the old ones back', () => {
    const base = ['guid-base-changed', 'Set GUID_BASE=https://old.example to keep the old ids.']
    const kind = ['guids-changed', 'Set GUIDS=path to keep the old ids.']
    const changedFrom = (guidBase: string, guids: 'path' | 'jekyll') =>
      told(environment, { guidBase, guids }).problems
    assert.deepEqual(changedFrom('https://old.example', 'jekyll'), [base])
    assert.deepEqual(changedFrom('https://new.example', 'path'), [kind])
    assert.deepEqual(changedFrom('https://old.example', 'path'), [base, kind])
  })

  it('is that they are provisional if SITE_URL is not set', () => {
    assert.match(told({}, undefined).lines[0] ?? '', /ids \(http:\/\/localhost\/id\/…\) are provisional/)
  })
})

describe('A server that listens', () => {
  const lines = (SITE_URL: string | undefined, address: string) => {
    const said: string[] = []
    tellListening({ SITE_URL }, { address, port: 4000 }, { line: (text) => said.push(text) })
    return said
  }

  it('prints its address and port, unless the addresses of the site show them', () => {
    assert.deepEqual(lines('https://feeds.example.com', '127.0.0.1'), ['listening on http://127.0.0.1:4000'])
    assert.deepEqual(lines('https://feeds.example.com', '::'), ['listening on http://[::]:4000'])
    assert.deepEqual(lines(undefined, '127.0.0.1'), [])
  })
})

describe('A folder that is printed at the start', () => {
  it('is relative to the current folder, or absolute if it lies elsewhere', () => {
    assert.equal(shownFolder('/srv/site/content', '/srv/site'), 'content/')
    assert.equal(shownFolder('/srv/site', '/srv/site'), './')
    assert.equal(shownFolder('/srv/posts', '/srv/site'), '/srv/posts/')
    assert.equal(shownFolder('/srv/site/..posts', '/srv/site'), '..posts/')
  })
})
