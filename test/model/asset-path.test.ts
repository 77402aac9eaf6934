import assert from 'node:assert/strict'
import fc from 'fast-check'
import { assetPaths } from '../../src/model/asset-path.js'

describe('The paths at which a post may mean an asset', () => {
  const post = 'news/_posts/2021-12-30-rain.md'
  const cases: [string, string[]][] = [
    ['rain.jpg', ['news/_posts/rain.jpg', 'rain.jpg']],
    ['img/rain.jpg?v=2#x', ['news/_posts/img/rain.jpg', 'img/rain.jpg']],
    ['/img/rain.jpg', ['img/rain.jpg']],
    ['../rain.jpg', ['news/rain.jpg', 'rain.jpg']],
    ['../../../../rain.jpg', ['rain.jpg']],
    ['/../../etc/rain.jpg', ['etc/rain.jpg']],
    ['%E9%9B%A8.jpg', ['news/_posts/雨.jpg', '雨.jpg']],
    ['e\u0301.jpg', ['news/_posts/é.jpg', 'é.jpg']],
    ['%ff.jpg', []],
    ['?only=query', []],
  ]
  for (const [reference, paths] of cases) {
    it(`for ${JSON.stringify(reference)} are ${paths.join(' and ') || 'none'}`, () => {
      assert.deepEqual(assetPaths(post, reference), paths)
    })
  }

  it('never lie outside the content folder', () => {
    const part = fc.constantFrom('..', '.', '', 'a', '%2e%2e', '%2F', '..%2f', '\\', '%5c')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        for (const path of assetPaths(post, parts.join('/'))) {
          assert.ok(!path.startsWith('/') && !path.split('/').includes('..'), path)
        }
      }),
    )
  })
})
