import assert from 'node:assert/strict'
import request from 'supertest'
import type { ResourceKind } from '../../src/publication/resource.js'
import { createApp } from '../../src/web/app.js'
import { makeWebSettings } from '../../src/web/web-settings.js'
import { FakePublication, found, makeResource } from '../support/fake-publication.js'

const publication = new FakePublication({
  '/feed.xml': found(),
  '/page.html': found(makeResource({ kind: 'page', mediaType: 'text/html; charset=utf-8' })),
  '/theme/page.css': found(makeResource({ kind: 'style', mediaType: 'text/css; charset=utf-8' })),
  '/rain.png': found(makeResource({ kind: 'asset', mediaType: 'image/png', codings: [] })),
  '/rain.svg': found(makeResource({ kind: 'active-asset', mediaType: 'image/svg+xml' })),
})
const app = createApp(publication)

describe('Security headers', () => {
  const headersOf = async (path: string) => (await request(app).get(path).expect(200)).headers

  it('let a page load pictures, media and its style sheet, but nothing that runs', async () => {
    const headers = await headersOf('/page.html')
    assert.equal(
      headers['content-security-policy'],
      "default-src 'none'; img-src * data:; media-src *; style-src 'self'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['access-control-allow-origin'], undefined)
  })

  it('let a page frame the hosts that the operator listed, and ignore text that is not a host', async () => {
    const iframeHosts = ['player.example.com', 'evil.example; script-src *', '*.video.example:8443']
    const framing = createApp(publication, undefined, makeWebSettings({ iframeHosts }))
    const { headers } = await request(framing).get('/page.html')
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /; frame-src player\.example\.com \*\.video\.example:8443; /)
    assert.doesNotMatch(policy, /script-src/)
    // The other app shares the resource, not the policy.
    assert.doesNotMatch(String((await headersOf('/page.html'))['content-security-policy']), /frame-src/)
  })

  it('put an SVG into a sandbox, where it is only a picture', async () => {
    const headers = await headersOf('/rain.svg')
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'; style-src 'unsafe-inline'")
    assert.equal(headers['access-control-allow-origin'], '*')
  })

  it('forbid sniffing the type of anything', async () => {
    for (const path of ['/feed.xml', '/page.html', '/theme/page.css', '/rain.png', '/rain.svg']) {
      assert.equal((await headersOf(path))['x-content-type-options'], 'nosniff', path)
    }
  })

  it('never keep our pictures out of feed readers that run in a browser', async () => {
    const kinds: ResourceKind[] = ['asset', 'active-asset']
    for (const kind of kinds) {
      const shown = createApp(new FakePublication({ '/a': found(makeResource({ kind })) }))
      const { headers } = await request(shown).get('/a')
      assert.equal(headers['cross-origin-resource-policy'], undefined)
      assert.equal(headers['access-control-allow-origin'], '*')
    }
  })
})
