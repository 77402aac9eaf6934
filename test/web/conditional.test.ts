import assert from 'node:assert/strict'
import { evaluateConditions, type Verdict } from '../../src/web/conditional.js'

const modified = Date.UTC(2021, 11, 30, 7, 26, 20, 250)
const same = 'Thu, 30 Dec 2021 07:26:20 GMT'
const earlier = 'Thu, 30 Dec 2021 07:26:19 GMT'
const later = 'Fri, 31 Dec 2021 00:00:00 GMT'
const now = Date.UTC(2026, 10, 24)

function weigh(
  headers: Record<string, string>,
  date: number | undefined = modified,
  etag = 'W/"a"',
): Verdict {
  return evaluateConditions({ headers, headersDistinct: {} }, { etag, modified: date }, now)
}

function weighUndated(headers: Record<string, string>): Verdict {
  return evaluateConditions({ headers, headersDistinct: {} }, { etag: 'W/"a"', modified: undefined }, now)
}

describe('The conditions of a request (RFC 9110 §13.2.2)', () => {
  it('let it be sent if there are none', () => assert.equal(weigh({}), 'send'))

  it('are evaluated with If-Match first', () => {
    assert.equal(weigh({ 'if-match': '"b"', 'if-none-match': 'W/"a"' }), 'failed')
    assert.equal(weigh({ 'if-match': '*', 'if-none-match': 'W/"a"' }), 'not-modified')
    assert.equal(weigh({ 'if-match': '"a"' }, modified, '"a"'), 'send')
  })

  it('ignore If-Unmodified-Since beside If-Match (§13.1.4)', () => {
    assert.equal(weigh({ 'if-match': '*', 'if-unmodified-since': earlier }), 'send')
  })

  it('fail if it was modified since', () => {
    assert.equal(weigh({ 'if-unmodified-since': earlier }), 'failed')
    assert.equal(weigh({ 'if-unmodified-since': same }), 'send')
    assert.equal(weigh({ 'if-unmodified-since': later }), 'send')
  })

  it('ignore If-Unmodified-Since if it is not a date, or we have none', () => {
    assert.equal(weigh({ 'if-unmodified-since': 'yesterday' }), 'send')
    assert.equal(weighUndated({ 'if-unmodified-since': earlier }), 'send')
  })

  it('spare a client that holds the same tag', () => {
    assert.equal(weigh({ 'if-none-match': '"x", W/"a"' }), 'not-modified')
    assert.equal(weigh({ 'if-none-match': '"x"' }), 'send')
  })

  it('let If-None-Match override If-Modified-Since, even if malformed (§13.1.3)', () => {
    assert.equal(weigh({ 'if-none-match': '"x"', 'if-modified-since': later }), 'send')
    assert.equal(weigh({ 'if-none-match': '"x', 'if-modified-since': later }), 'send')
    assert.equal(weigh({ 'if-none-match': '', 'if-modified-since': later }), 'send')
    assert.equal(weigh({ 'if-none-match': 'W/"a"', 'if-modified-since': earlier }), 'not-modified')
  })

  it('hold If-Modified-Since if the last change is not later, in whole seconds', () => {
    assert.equal(weigh({ 'if-modified-since': same }), 'not-modified')
    assert.equal(weigh({ 'if-modified-since': later }), 'not-modified')
    assert.equal(weigh({ 'if-modified-since': earlier }), 'send')
  })

  it('accept If-Modified-Since in the old date forms', () => {
    assert.equal(weigh({ 'if-modified-since': 'Thursday, 30-Dec-21 07:26:20 GMT' }), 'not-modified')
    assert.equal(weigh({ 'if-modified-since': 'Thu Dec 30 07:26:20 2021' }), 'not-modified')
  })

  it('ignore an If-Modified-Since that is not a date', () => {
    for (const text of ['now', '', '0', '2021-12-31', later.toLowerCase(), `${later}, ${later}`]) {
      assert.equal(weigh({ 'if-modified-since': text }), 'send', text)
    }
  })

  it('ignore an If-Modified-Since that is sent twice', () => {
    const twice = {
      headers: { 'if-modified-since': later },
      headersDistinct: { 'if-modified-since': [later, later] },
    }
    assert.equal(evaluateConditions(twice, { etag: 'W/"a"', modified }, now), 'send')
  })

  it('ignore If-Modified-Since until the second of the last change is over', () => {
    assert.equal(weighUndated({ 'if-modified-since': later }), 'send')
    assert.equal(weighUndated({ 'if-none-match': 'W/"a"' }), 'not-modified')
  })

  it('are not defeated by Cache-Control: no-cache or Pragma', () => {
    const headers = { 'if-none-match': 'W/"a"', 'cache-control': 'no-cache', pragma: 'no-cache' }
    assert.equal(weigh(headers), 'not-modified')
  })
})
