import assert from 'node:assert/strict'
import fc from 'fast-check'
import { moreMark as mark, summarise as summary } from '../../src/content/summary.js'

const sentence = '央行公告，为维护流动性合理充裕，开展一百亿元逆回购操作。' // 28 characters

describe('A summary', () => {
  const cases: [string, string, string][] = [
    ['is the whole of a short text', '<p>一段。</p><p>二段</p>', '一段。二段'],
    ['is empty for an empty body', '', ''],
    ['is empty for a body of pictures', '<p><img src="https://a.cn/a.jpg" alt="a" /></p>\n', ''],
    [
      'separates the words of blocks, but not those of inline elements',
      '<h2>a</h2>b<br />c<div>d</div><b>e</b><i>f</i>',
      'a b c d ef',
    ],
    ['decodes entities, once', '<p>1 &lt; 2 &amp; "3" &amp;lt; &amp;nbsp;</p>', '1 < 2 & "3" &lt; &nbsp;'],
    ['collapses white space', '<p>\u3000\u3000一\n\n 二\u00a0</p>', '一 二'],
    [
      'skips tables, code and captions',
      '<table><tr><td>x</td></tr></table><pre><code>y</code></pre><figure><figcaption>z</figcaption></figure><p>一</p>',
      '一',
    ],
    [
      'is taken from a table if there is nothing else',
      '<table><tr><td>净利</td><td>3亿元</td></tr></table>',
      '净利 3亿元',
    ],
    ['skips the readings of characters', '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字', '漢字'],
    ['is the text before the mark', `<p>一。</p><p>二${mark}三</p><p>四</p>`, '一。二'],
    [
      'ends at a mark inside something that it skips',
      `<p>一</p><table><tr><td>${mark}</td></tr></table><p>二</p>`,
      '一',
    ],
    ['does not end at a mark inside a tag', `<p title="${mark}">一</p>`, '一'],
    [
      'joins Chinese paragraphs without a space',
      '<p>是车上的。</p><p>其余“不变”。</p><p>And more.</p>',
      '是车上的。其余“不变”。 And more.',
    ],
  ]
  for (const [what, html, expected] of cases) it(what, () => assert.equal(summary(html), expected))

  it('is cut after a sentence', () => {
    assert.equal(summary(`<p>${sentence.repeat(20)}</p>`), sentence.repeat(7))
  })

  it('is cut only if it is longer than 260 characters', () => {
    assert.equal(summary(`<p>${'字'.repeat(260)}</p>`), '字'.repeat(260))
    assert.equal(summary(`<p>${'字'.repeat(261)}</p>`), `${'字'.repeat(200)}…`)
  })

  it('keeps the quotes that close a sentence', () => {
    const quoted = `${'字'.repeat(150)}他说：“好的。”）`
    assert.equal(summary(`<p>${quoted}${'后'.repeat(200)}</p>`), quoted)
  })

  it('waits a little for the end of a long sentence', () => {
    const long = `${'字'.repeat(230)}。`
    assert.equal(summary(`<p>${long}${'后'.repeat(200)}</p>`), long)
  })

  it('ends in … when it is cut inside a sentence', () => {
    assert.equal(summary(`<p>短句。${'字'.repeat(500)}</p>`), `短句。${'字'.repeat(197)}…`)
  })

  it('takes a full stop for the end of a sentence only before white space', () => {
    const text = `Version 3.5 costs 1.2 euros ${'and so on '.repeat(12)}end. `
    assert.equal(summary(`<p>${text}${'more words '.repeat(30)}</p>`), text.trim())
  })

  it('is not cut inside a word', () => {
    assert.equal(summary(`<p>${'abcdefg '.repeat(60)}</p>`), `${'abcdefg '.repeat(24)}abcdefg…`)
  })

  it('is not cut inside a grapheme', () => {
    const family = '👨‍👩‍👧'
    const text = summary(`<p>${family.repeat(100)}</p>`)
    assert.equal(text, `${family.repeat(25)}…`)
  })

  it('keeps up to 2,000 characters before the mark', () => {
    assert.equal(summary(`<p>${sentence.repeat(50)}${mark}x</p>`), sentence.repeat(50))
    assert.ok(summary(`<p>${sentence.repeat(500)}${mark}x</p>`).length <= 2_060)
  })

  it('reads no more of a long body than it must', () => {
    const html = `<p>${'<b>一</b>&amp;'.repeat(300_000)}</p>`
    assert.match(summary(html), /^(?:一&)+…$/)
  })

  it('is plain text on one line, and never long, whatever the body', () => {
    const pieces = fc.constantFrom(
      '<p>',
      '</p>',
      '<br />',
      '<table>',
      '</table>',
      '。',
      '. ',
      'a',
      '字',
      mark,
      '&amp;',
      '&lt;b&gt;',
      '👨‍👩‍👧',
      '\u0301',
      '\n',
      '”',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 600, size: 'max' }), (parts) => {
        const text = summary(parts.join(''))
        assert.ok(text.length <= 2_060)
        assert.doesNotMatch(text, /[\n\uffff]|^ | $|&amp;|\p{Cs}/u)
      }),
      { numRuns: 200 },
    )
  })
})
