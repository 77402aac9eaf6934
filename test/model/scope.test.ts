import assert from 'node:assert/strict'
import { scopesOf } from '../../src/model/scope.js'

describe('The scopes of a post', () => {
  it("are the site, then its categories, tags and authors in the author's order", () => {
    const post = {
      categories: ['b', 'a'],
      tags: ['红网'],
      authors: [{ name: 'Li Wei', email: 'li@example.com' }],
    }
    assert.deepEqual(scopesOf(post), [
      { kind: 'site' },
      { kind: 'category', name: 'b' },
      { kind: 'category', name: 'a' },
      { kind: 'tag', name: '红网' },
      { kind: 'author', name: 'Li Wei' },
    ])
  })

  it('are only the site if it names none', () => {
    assert.deepEqual(scopesOf({ categories: [], tags: [], authors: [] }), [{ kind: 'site' }])
  })
})
