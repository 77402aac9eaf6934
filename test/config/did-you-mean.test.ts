import assert from 'node:assert/strict'
import { didYouMean } from '../../src/config/did-you-mean.js'

describe('The word that was meant', () => {
  const words = ['PORT', 'HOST', 'SITE_URL', 'SITE_TITLE', 'FEED_LIMIT']
  const slips = [
    ['PROT', 'PORT'],
    ['port', 'PORT'],
    ['SITEURL', 'SITE_URL'],
    ['SITE_TITEL', 'SITE_TITLE'],
    ['FEED-LIMIT', 'FEED_LIMIT'],
    ['FEEDS_LIMITS', 'FEED_LIMIT'],
  ] as const
  for (const [typed, word] of slips) {
    it(`is ${word} for ${typed}`, () => assert.equal(didYouMean(typed, words), word))
  }

  it('is undefined if none is close', () => {
    for (const typed of ['', 'X', 'PATH_TO_IT', '红网', 'x'.repeat(1_000_000)]) {
      assert.equal(didYouMean(typed, words), undefined)
    }
    assert.equal(didYouMean('PORT', []), undefined)
  })

  it('is the closest one, and the first of equally close ones', () => {
    assert.equal(didYouMean('abcdef', ['abcxyf', 'abcdex', 'abcdey']), 'abcdex')
  })

  it('is found by counting each extra, missing or wrong letter as one mistake', () => {
    const near = ['abcdefxx', 'xabcxdxef', 'abcde', 'abxxef']
    for (const typed of near) assert.equal(didYouMean(typed, ['abcdef']), 'abcdef', typed)
    const far = ['abcdefxxxx', 'xabcxdxeg', 'abcd', 'axxxef']
    for (const typed of far) assert.equal(didYouMean(typed, ['abcdef']), undefined, typed)
  })
})
