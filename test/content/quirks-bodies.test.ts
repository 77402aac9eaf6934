import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeText } from '../../src/content/decode-text.js'
import { parsePost } from '../../src/content/read-post.js'
import { renderBody } from '../../src/content/render-body.js'
import { readClean } from '../support/clean-html.js'
import { fixtures } from '../support/fixtures.js'

interface Expected {
  readonly file: string
  readonly quirk: string
  readonly outcome: string
  readonly content_has?: string[]
  readonly content_lacks?: string[]
}
interface Quirks {
  readonly config: { readonly url: string; readonly permalink: string; readonly timezone: string }
  readonly posts: readonly Expected[]
}

const folder = join(fixtures, 'quirks')
const { config, posts }: Quirks = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))

function render(file: string): string {
  const text = decodeText(readFileSync(join(folder, file)))
  assert.ok(typeof text === 'string', file)
  const { post } = parsePost(file, text, {
    timeZone: config.timezone,
    permalink: config.permalink,
    guidBase: config.url,
    guids: 'path',
    postBytesMax: 5_000_000,
  })
  assert.ok(post, file)
  return renderBody(post.body, { permalink: config.url + post.permalink, assets: {}, iframeHosts: [] }).html
}

describe('The body of a post with', () => {
  // The table says only of published posts what their bodies contain.
  for (const { file, quirk, outcome, content_has = [], content_lacks = [] } of posts) {
    if (outcome !== 'published') continue
    it(`${quirk}`, () => {
      const html = render(file)
      readClean(html)
      for (const text of content_has) assert.ok(html.includes(text), `${text} is not in ${html}`)
      for (const text of content_lacks) assert.ok(!html.includes(text), `${text} is in ${html}`)
    })
  }
})
