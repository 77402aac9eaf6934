import assert from 'node:assert/strict'
import { stylesheet } from '../../src/page/stylesheet.js'
import { paper } from '../../src/page/theme.js'

describe('The stylesheet', () => {
  it('closes what it opens', () => {
    const count = (character: string) => stylesheet.split(character).length
    assert.equal(count('{'), count('}'))
    assert.equal(count('('), count(')'))
    assert.equal(count('"') % 2, 1)
  })

  it('fetches nothing, so that default-src none holds', () => {
    assert.doesNotMatch(stylesheet, /url\(|@import|@font-face/)
  })

  it('is small: at most 15 KB before compression', () => {
    assert.ok(stylesheet.length < 15_360, `${stylesheet.length} bytes`)
  })

  it('cuts an endless title wherever other posts follow', () => {
    const [, places] = /:is\(([^)]*)\) a \{[^}]*line-clamp: 4/.exec(stylesheet) ?? []
    assert.deepEqual(places?.split(', '), ['.brief', '.neighbours', '.lead h3', '.entry h2'])
  })

  const schemes = [...stylesheet.matchAll(/:root \{[^}]*?--paper: [^}]*\}/g)].map(([rule]) => rule)
  for (const [index, scheme] of ['light', 'dark'].entries()) {
    const colour = (name: string) =>
      new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(schemes[index] ?? '')?.[1] ?? ''

    it(`has the ${scheme} background that browsers are told about`, () => {
      assert.equal(colour('paper'), scheme === 'light' ? paper.light : paper.dark)
    })

    for (const name of ['ink', 'soft', 'accent']) {
      it(`is legible in ${scheme}: ${name} on paper and on tint (WCAG 2.2, 1.4.3)`, () => {
        for (const ground of ['paper', 'tint']) {
          const ratio = contrast(colour(name), colour(ground))
          assert.ok(ratio >= 4.5, `${name} on ${ground}: ${ratio}`)
        }
      })
    }
  }
})

/** Contrast of two colours, as WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
