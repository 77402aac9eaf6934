import assert from 'node:assert/strict'
import { rewriteSrcset } from '../../src/content/srcset.js'

const rewrite = (srcset: string) =>
  rewriteSrcset(srcset, (address) => (address.includes('bad') ? undefined : `/${address}`))

describe('A srcset', () => {
  const cases: [string, string, string | undefined][] = [
    ['keeps widths and densities', 'a.jpg 480w, b.jpg 1.5x', '/a.jpg 480w, /b.jpg 1.5x'],
    ['may have a single candidate without descriptor', ' a.jpg ', '/a.jpg'],
    ['may have no blank after the comma', 'a.jpg 1x,b.jpg 2x', '/a.jpg 1x, /b.jpg 2x'],
    ['ends a candidate at a comma after its address', 'a.jpg, b.jpg 2x', '/a.jpg, /b.jpg 2x'],
    ['keeps commas within an address', 'a,b.jpg 1x', '/a,b.jpg 1x'],
    ['skips empty candidates', ', ,a.jpg 1x,,', '/a.jpg 1x'],
    ['loses candidates whose address is refused', 'bad.jpg 1x, b.jpg 2x', '/b.jpg 2x'],
    ['loses candidates with any other descriptor', 'a.jpg 1q, b.jpg "onerror=x", c.jpg 3x', '/c.jpg 3x'],
    ['is dropped if nothing is left', 'bad.jpg', undefined],
    ['is dropped if it is empty', ' ,', undefined],
    ['is dropped if it is longer than 32 KB', `a.jpg 1x, ${' '.repeat(33_000)}`, undefined],
  ]
  for (const [what, srcset, expected] of cases) it(what, () => assert.equal(rewrite(srcset), expected))

  it('has at most 32 candidates', () => {
    assert.equal(rewrite('a 1x,'.repeat(100))?.split(', ').length, 32)
  })
})
