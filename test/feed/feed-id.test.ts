import assert from 'node:assert/strict'
import { feedId } from '../../src/feed/feed-id.js'
import type { Scope } from '../../src/model/scope.js'

const site = { guidBase: 'https://first.example' }

describe("A feed's own id", () => {
  it("begins with the site's guid base and names the scope", () => {
    assert.equal(feedId(site, { kind: 'site' }), 'https://first.example/id')
    assert.equal(
      feedId(site, { kind: 'category', name: 'hongwang' }),
      'https://first.example/id?category=hongwang',
    )
    assert.equal(
      feedId(site, { kind: 'tag', name: '红网' }),
      'https://first.example/id?tag=%E7%BA%A2%E7%BD%91',
    )
  })

  it('contains the query of a combination', () => {
    assert.equal(
      feedId(site, { category: ['a', 'b c'], 'not-tag': ['红'] }),
      'https://first.example/id?category=a&category=b%20c&not-tag=%E7%BA%A2',
    )
  })

  it('is different for every scope', () => {
    const names = ['a', 'A', 'a/b', 'a&tag=b', 'a=b', 'a?b', 'a#b', 'a%20b', 'a b', '', '\ud800']
    const kinds = ['category', 'tag', 'author'] as const
    const scopes: Scope[] = [
      { kind: 'site' },
      ...kinds.flatMap((kind) => names.map((name) => ({ kind, name }))),
    ]
    const ids = scopes.map((scope) => feedId(site, scope))
    assert.equal(new Set(ids).size, scopes.length)
    for (const id of ids) assert.match(id, /^[!-~]+$/)
  })

  it('is never that of a post, whose default guid continues with a slash', () => {
    assert.ok(!feedId(site, { kind: 'category', name: '/x' }).startsWith('https://first.example/id/'))
  })
})
