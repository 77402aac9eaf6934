import assert from 'node:assert/strict'
import { feedWindow } from '../../src/feed/window.js'

const settings = { limit: 20, hours: 24, max: 200 }

/** Posts, newest first, `minutes` apart. */
function postsApart(minutes: number, count: number, bodyBytes = 1000) {
  return Array.from({ length: count }, (_, index) => ({
    published: { instantMs: 1_640_849_180_000 - index * minutes * 60_000, offsetMinutes: 480 },
    bodyBytes,
  }))
}

describe('The posts that a feed carries', () => {
  it('are all of them if there are few, and none if there are none', () => {
    assert.equal(feedWindow([], settings), 0)
    assert.equal(feedWindow(postsApart(60 * 24 * 365, 7), settings), 7)
  })

  it('are at least its newest twenty, however old', () => {
    assert.equal(feedWindow(postsApart(60 * 24 * 7, 50), settings), 20)
  })

  it('are those within a day of the newest, to the minute', () => {
    assert.equal(feedWindow(postsApart(60, 50), settings), 25)
  })

  it('are at most two hundred', () => {
    assert.equal(feedWindow(postsApart(1, 1000), settings), 200)
  })

  it('are only so many that their bodies add up to 2 MB at most', () => {
    assert.equal(feedWindow(postsApart(1, 1000, 50_000), settings), 40)
    assert.equal(feedWindow(postsApart(1, 1000, 50_001), settings), 39)
  })

  it('are at least its newest twenty, however large', () => {
    assert.equal(feedWindow(postsApart(1, 1000, 5_000_000), settings), 20)
  })

  it('are as many as the limit says, even if the maximum is lower', () => {
    assert.equal(feedWindow(postsApart(1, 1000), { limit: 300, hours: 24, max: 200 }), 300)
  })

  it('include all that are in no archive, whatever the limit, their age and their size', () => {
    assert.equal(feedWindow(postsApart(60 * 24 * 7, 150, 5_000_000), { ...settings, unarchived: 100 }), 100)
    assert.equal(feedWindow(postsApart(1, 1000), { ...settings, unarchived: 100 }), 200)
    assert.equal(feedWindow(postsApart(60 * 24 * 7, 50), { ...settings, unarchived: 3 }), 20)
  })
})
