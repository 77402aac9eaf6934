import assert from 'node:assert/strict'
import fc from 'fast-check'
import { renderBody } from '../../src/content/render-body.js'
import { readClean } from './clean-html.js'
import { hostileBody } from './hostile-body.js'

const context = {
  permalink: 'https://feeds.example.com/rain/harbour.html',
  assets: {},
  iframeHosts: ['a.cn'],
}

/** @throws if a hostile body gives HTML that is not clean, or that rendering it again would change */
export function checkHostileBodies(numRuns: number): void {
  fc.assert(
    fc.property(fc.constantFrom('markdown' as const, 'html' as const), hostileBody, (kind, text) => {
      const { html, summary, image } = renderBody({ kind, text }, context)
      readClean(html)
      assert.doesNotMatch(summary, /[^\P{Cc}]|[\p{Cs}\ufffe\uffff]/u)
      assert.match(image ?? 'https://a.cn/', /^https?:\/\/[!-~]+$/)
      assert.equal(renderBody({ kind: 'html', text: html }, context).html, html)
    }),
    { numRuns },
  )
}
