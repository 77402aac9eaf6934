import assert from 'node:assert/strict'
import { renderBody } from '../../src/content/render-body.js'
import { renderPlainly } from '../../src/content/render-plainly.js'
import type { RenderContext, RenderedBody } from '../../src/content/rendered-body.js'
import { readClean } from '../support/clean-html.js'

const context: RenderContext = {
  permalink: 'https://feeds.example.com/rain/2022/01/05/harbour.html',
  assets: {},
  iframeHosts: [],
}
const markdown = (text: string): RenderedBody => renderBody({ kind: 'markdown', text }, context)
const html = (text: string): RenderedBody => renderBody({ kind: 'html', text }, context)

describe('A rendered body', () => {
  it('can be made from Markdown', () => {
    assert.deepEqual(markdown('![雨](rain.jpg)\n\n*ST云岭**大涨**。[续](../x/)'), {
      html:
        '<p><img src="https://feeds.example.com/rain/2022/01/05/rain.jpg" alt="雨" /></p>\n' +
        '<p>*ST云岭<strong>大涨</strong>。<a href="https://feeds.example.com/rain/2022/01/x/">续</a></p>\n',
      summary: '*ST云岭大涨。续',
      image: 'https://feeds.example.com/rain/2022/01/05/rain.jpg',
      dropped: [],
      references: ['rain.jpg'],
    })
  })

  it('can be made from HTML, in which Markdown is text', () => {
    assert.equal(html('<p>甲*乙*丙</p>\n\n    四格').html, '<p>甲*乙*丙</p>\n\n    四格')
  })

  it('is empty for an empty source', () => {
    const empty = { html: '', summary: '', dropped: [], references: [] }
    assert.deepEqual(markdown(''), empty)
    assert.deepEqual(html(''), empty)
  })

  it('has the text before the mark as its summary, and no mark', () => {
    for (const mark of ['<!-- more -->', '<!--more-->', '<!--  MORE\n-->']) {
      const { html: rendered, summary } = markdown(`甲。\n\n${mark}\n\n乙。`)
      assert.equal(summary, '甲。')
      assert.match(rendered, /^<p>甲。<\/p>\s*<p>乙。<\/p>\s*$/)
    }
    assert.equal(html('<p>甲<!-- more -->乙</p>').html, '<p>甲乙</p>')
    assert.equal(html('<p>甲<!-- more -->乙</p>').summary, '甲')
  })

  it('takes a mark in code for code', () => {
    assert.equal(markdown('甲`<!-- more -->`乙').summary, '甲<!-- more -->乙')
  })

  it('does not take other comments for the mark', () => {
    assert.equal(html('甲<!-- nothing more -->乙').summary, '甲乙')
  })

  it('leaves out what XML cannot carry, however it is written', () => {
    const text = '甲\0乙\b丙\v丁\ufffe戊\uffff己\ud800庚&#0;&#8;&#xFFFE;&#xD800;\x7f\x9f\r\n辛'
    assert.equal(html(`<p title="a\0b&#11;c">${text}</p>`).html, '<p title="abc">甲乙丙丁戊己�庚��\n辛</p>')
    assert.match(markdown(text).html, /^<p>甲乙丙丁戊己�庚.*\n辛<\/p>\n$/)
  })

  it('has footnotes with ids of its own, and without them in its summary', () => {
    const { html: rendered, summary } = markdown('雨[^1]很大，风也很大。\n\n[^1]: 见气象台。')
    const post = 'https://feeds.example.com/rain/2022/01/05/harbour.html'
    assert.ok(
      rendered.startsWith(`<p>雨<sup><a href="${post}#post-fn-1" id="post-fnref-1">[1]</a></sup>`),
      rendered,
    )
    assert.match(rendered, /<li id="post-fn-1">\n<p>见气象台。 <a href="[^"]+#post-fnref-1">↩<\/a><\/p>/)
    assert.equal(summary, '雨[1]很大，风也很大。')
  })

  it('may be long', () => {
    const text = '央行公告，为维护流动性合理充裕，开展逆回购操作。\n\n'.repeat(3_000)
    assert.equal(readClean(markdown(text).html).length, 3_000)
  })
})

describe('A body with too much markup', () => {
  for (const kind of ['markdown', 'html'] as const) {
    it(`is rendered as plain text from ${kind}`, () => {
      const text = `第一段 &amp; 1<2。\n\n<script>x</script>第二段。${'<div><b>'.repeat(100_000)}`
      assert.deepEqual(renderBody({ kind, text }, context), {
        html: '<p>第一段 &amp; 1&lt;2。</p>\n<p>第二段。</p>',
        summary: '第一段 & 1<2。第二段。',
        dropped: [],
        references: [],
        tooComplex: true,
      })
    })
  }

  it('shows nothing of comments, styles and scripts, though there are blank lines in them', () => {
    const hidden = '<!-- 密\n\n稿 > 1 > 0 -->\n\n<style>\nb {}\n\ni {}\n</style><script>\nx\n\ny</script>'
    const rows = '| 行 | <i>1</i> |\n'.repeat(30_000)
    const {
      html: plain,
      summary,
      tooComplex,
    } = renderBody({ kind: 'markdown', text: `甲\n\n${hidden}\n\n乙\n\n${rows}` }, context)
    assert.equal(tooComplex, true)
    assert.match(plain, /^<p>甲<\/p>\n<p>乙<\/p>\n<p>\| 行 \| 1 \|/)
    assert.doesNotMatch(plain, /[密稿{}xy]/)
    assert.doesNotMatch(summary, /[密稿{}xy]/)
  })

  for (const open of [
    '<a href="x',
    '<!-- 密\n\n稿 > ',
    '<script>x\n\n1 > 0',
    '<STYLE >x\n\n',
    '<!-- <b>密',
  ]) {
    it(`shows nothing of ${JSON.stringify(open)} where it was cut`, () => {
      const text = `字 < 1 ${'字'.repeat(999_994 - open.length)}${open}`
      const { html: plain } = renderPlainly({ kind: 'markdown', text: `${text}>-->` })
      assert.equal(plain, `<p>字 &lt; 1 ${'字'.repeat(999_994 - open.length)}…</p>`)
    })

    it(`shows nothing of ${JSON.stringify(open)} that is never closed in HTML`, () => {
      assert.equal(renderPlainly({ kind: 'html', text: `字${open}` }).html, '<p>字</p>')
    })
  }

  it('keeps its first million characters, and shows that there was more', () => {
    const { html: plain } = renderPlainly({ kind: 'html', text: '字'.repeat(3_000_000) })
    assert.equal(plain, `<p>${'字'.repeat(1_000_000)}…</p>`)
    const { html: emoji } = renderPlainly({ kind: 'html', text: `字${'👩'.repeat(600_000)}` })
    assert.equal(emoji, `<p>字${'👩'.repeat(499_999)}…</p>`)
  })

  it('shows nothing of a comment in which a tag and a lone > follow one another', () => {
    const { html: plain } = renderPlainly({ kind: 'html', text: 'x<!--<b>>-->y' })
    assert.equal(plain, '<p>xy</p>')
  })

  it('is harmless as plain text', () => {
    const { html: plain } = renderPlainly({
      kind: 'html',
      text: '&lt;img src=x onerror=alert(1)&gt;<scr<b>ipt></script>\0\ud800',
    })
    assert.equal(plain, '<p>&lt;img src=x onerror=alert(1)&gt;�</p>')
  })
})
