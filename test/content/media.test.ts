import assert from 'node:assert/strict'
import { postOf } from './read-header.js'

describe('An enclosure', () => {
  const enclosures: [string, object][] = [
    [
      'http://a.example/x.mp3 123 audio/mpeg',
      { url: 'http://a.example/x.mp3', length: 123, type: 'audio/mpeg' },
    ],
    ['|\n  x.mp3\n  123\n  audio/mpeg\n  a:1:{}', { url: 'x.mp3', length: 123, type: 'audio/mpeg' }],
    ['|\n  x.mp3\n\n  Video/MP4', { url: 'x.mp3', type: 'video/mp4' }],
    ['rain 12 on/harbour.mp3', { url: 'rain 12 on/harbour.mp3' }],
    ['x.mp3 123 audio/mpeg/x', { url: 'x.mp3 123 audio/mpeg/x' }],
  ]
  for (const [written, enclosure] of enclosures) {
    it(`is an address, or WordPress's address, length and type: ${JSON.stringify(written)}`, () => {
      assert.deepEqual({ ...postOf(`enclosure: ${written}`).enclosure }, enclosure)
    })
  }
})
