import assert from 'node:assert/strict'
import { Identities } from '../../src/cli/identities.js'

describe('Identities', () => {
  const rain = { source: 'a.md', permalink: '/rain.html', guid: 'urn:rain' }

  it('accept posts with different keys', () => {
    const identities = new Identities()
    assert.equal(identities.claim(rain), undefined)
    assert.equal(identities.claim({ source: 'b.md', permalink: '/sun.html', guid: 'urn:sun' }), undefined)
  })

  it('tell the second post with a permalink which post has it', () => {
    const identities = new Identities()
    identities.claim(rain)
    const problem = identities.claim({ ...rain, source: 'b.md', guid: 'urn:other' })
    assert.equal(problem?.code, 'duplicate-permalink')
    assert.equal(problem?.file, 'b.md')
    assert.match(problem?.reason ?? '', /"a\.md" already has the permalink "\/rain\.html"/)
  })

  it('compare guids byte by byte', () => {
    const identities = new Identities()
    identities.claim(rain)
    assert.equal(identities.claim({ source: 'b.md', permalink: '/b.html', guid: 'urn:RAIN' }), undefined)
    assert.equal(
      identities.claim({ source: 'c.md', permalink: '/c.html', guid: 'urn:rain' })?.code,
      'duplicate-guid',
    )
  })

  it('reserve nothing for a post that is refused: a third one may have its other key', () => {
    const identities = new Identities()
    identities.claim(rain)
    identities.claim({ source: 'b.md', permalink: '/rain.html', guid: 'urn:free' })
    assert.equal(identities.claim({ source: 'c.md', permalink: '/c.html', guid: 'urn:free' }), undefined)
  })
})
