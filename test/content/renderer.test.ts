import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { JobLost } from '../../src/content/job-lost.js'
import { renderBody } from '../../src/content/render-body.js'
import type { RenderContext } from '../../src/content/rendered-body.js'
import { Renderer } from '../../src/content/renderer.js'

const context: RenderContext = { permalink: 'https://feeds.example.com/a.html', assets: {}, iframeHosts: [] }
const body = { kind: 'markdown', text: '**甲**，[乙](b.pdf)' } as const

/** Takes many times a deadline of 1 ms on any machine, but is not too complex. */
const slow = '**甲**[乙](c) '.repeat(5_000)

describe('A renderer', () => {
  it('returns from its thread what renderBody returns', async () => {
    const renderer = new Renderer()
    try {
      assert.deepEqual(await renderer.render(body, context), renderBody(body, context))
    } finally {
      await renderer.close()
    }
  })

  it('returns plain text if the deadline passes, and reports it', async () => {
    const late: string[] = []
    const renderer = new Renderer({
      deadlineMs: 1,
      onLost: ({ permalink }, why) => late.push(`${permalink} ${why}`),
    })
    try {
      const { html, tooComplex, stopgap } = await renderer.render({ kind: 'markdown', text: slow }, context)
      assert.match(html, /^<p>\*\*甲\*\*\[乙\]\(c\)/)
      assert.equal(tooComplex, undefined, 'which does not depend on a clock')
      assert.equal(stopgap, true)
      assert.deepEqual(late, [`${context.permalink} too-slow`])
    } finally {
      await renderer.close()
    }
  })

  it('reads no more than the beginning of a lost body on the thread that called it', async () => {
    const renderer = new Renderer({ deadlineMs: 1 })
    const normalised = mock.method(String.prototype, 'normalize')
    try {
      const text = slow + '甲'.repeat(2_000_000)
      const { html } = await renderer.render({ kind: 'markdown', text }, context)
      assert.match(html, /^<p>\*\*甲.+…<\/p>$/)
      const lengths = normalised.mock.calls.map((call) => String(call.this).length)
      assert.ok(Math.max(0, ...lengths) <= 10_001, `${lengths}`)
    } finally {
      normalised.mock.restore()
      await renderer.close()
    }
  })

  it('renders nothing more once it is closed', async () => {
    const renderer = new Renderer()
    await renderer.close()
    await assert.rejects(renderer.render(body, context), JobLost)
  })
})
