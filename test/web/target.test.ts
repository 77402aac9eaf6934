import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseTarget } from '../../src/web/target.js'

describe('The target of a request (RFC 9112 §3.2)', () => {
  it('is a path, and a query after the first question mark', () => {
    assert.deepEqual(parseTarget('/feed.xml'), { path: '/feed.xml', query: '' })
    assert.deepEqual(parseTarget('/feed.xml?q=a?b&c=?'), { path: '/feed.xml', query: 'q=a?b&c=?' })
    assert.deepEqual(parseTarget('/?'), { path: '/', query: '' })
  })

  it('keeps a path as it was sent, with double slashes and dots', () => {
    for (const path of ['//x/y', '/a//b', '/a/../b', '/%E7%ba%a2.xml', '/%2e%2e/%2fetc', '/a;b=c', '/%00']) {
      assert.equal(parseTarget(path)?.path, path)
    }
  })

  it('may be absolute, and its host is ignored (§3.2.2)', () => {
    assert.deepEqual(parseTarget('http://other.example/a?b'), { path: '/a', query: 'b' })
    assert.deepEqual(parseTarget('HTTPS://other.example:8443'), { path: '/', query: '' })
    assert.deepEqual(parseTarget('http://other.example?b'), { path: '/', query: 'b' })
  })

  it('loses a fragment, which no client should send', () => {
    assert.deepEqual(parseTarget('/feed.xml#top?x'), { path: '/feed.xml', query: '' })
  })

  it('is refused in any other form', () => {
    for (const text of ['*', '', 'feed.xml', 'host:443', 'ftp://host/a', 'http://', 'http:///a', '?a']) {
      assert.equal(parseTarget(text), undefined, text)
    }
  })

  it('is refused if its path is not percent-encoded UTF-8; the query is not checked here', () => {
    for (const path of ['/%zz', '/%', '/a%2', '/%ff', '/%E7%BA', '/%ed%a0%80']) {
      assert.equal(parseTarget(path), undefined, path)
    }
    assert.deepEqual(parseTarget('/a?%zz'), { path: '/a', query: '%zz' })
  })

  it('never makes the parser throw, and gives a path that begins with a slash and can be decoded', () => {
    const pieces = fc.constantFrom('/', '?', '#', '%', 'zz', '41', 'http://', 'h', ':', '*', '\\', '..')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const target = parseTarget(parts.join(''))
        if (target === undefined) return
        assert.ok(target.path.startsWith('/'))
        assert.equal(typeof decodeURIComponent(target.path), 'string')
        assert.ok(!target.path.includes('?'))
      }),
    )
  })
})
