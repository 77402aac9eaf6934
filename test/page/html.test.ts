import assert from 'node:assert/strict'
import fc from 'fast-check'
import { html, isWebAddress, raw } from '../../src/page/html.js'
import { readHtml } from './html-reader.js'

describe('The html tag', () => {
  it('escapes text for elements and attributes alike', () => {
    const text = `<b> & "it's"`
    const safe = '&lt;b&gt; &amp; &quot;it&#39;s&quot;'
    assert.equal(String(html`<p title="${text}">${text}</p>`), `<p title="${safe}">${safe}</p>`)
  })

  it('escapes even what looks escaped already, so that text stays what it was', () => {
    assert.equal(String(html`${'&lt;'}`), '&amp;lt;')
  })

  it('takes its own values as they are, alone and in lists', () => {
    const items = ['甲', '乙'].map((name) => html`<li>${name}</li>`)
    assert.equal(String(html`<ul>${items}</ul>`), '<ul><li>甲</li><li>乙</li></ul>')
  })

  it('escapes text in lists', () => {
    assert.equal(String(html`${['<', ['>']]}`), '&lt;&gt;')
  })

  it('writes nothing for undefined and false, but does write 0', () => {
    assert.equal(String(html`[${undefined}${false}${0}${''}]`), '[0]')
  })

  it('drops controls and noncharacters, which HTML forbids, but keeps tabs and line ends', () => {
    assert.equal(String(html`${'a\u0000\u0008\u001b\u007f\u0085\ufdd0\uffff\u{1ffff}b\t\nc'}`), 'ab\t\nc')
  })

  it('replaces a lone surrogate, and keeps whole emoji', () => {
    assert.equal(String(html`${'\ud800|😀|👨‍👩‍👧'}`), '\ufffd|😀|👨‍👩‍👧')
  })

  for (const address of [
    'javascript:alert(1)',
    ' https://a.cn/',
    'data:text/html,x',
    'JAVASCRIPT:x',
    'java\tscript:x',
    '',
  ]) {
    it(`lets no link lead to ${JSON.stringify(address)}`, () => {
      assert.equal(String(html`<a href="${address}">x</a>`), '<a href="about:invalid">x</a>')
      assert.equal(String(html`<img src="${address}">`), '<img src="about:invalid">')
      assert.equal(isWebAddress(address), false)
    })
  }

  for (const address of ['https://a.cn/tag/%E7%BA%A2.xml', 'HTTP://a.cn', '/feeds.html']) {
    it(`lets a link lead to ${address}`, () => {
      assert.equal(String(html`<a href="${address}">x</a>`), `<a href="${address}">x</a>`)
    })
  }

  it('writes any text so that a reader of the page gets it back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [element] = readHtml(String(html`<p title="${text}">${text}</p>`))
        const legal = text.replace(/(?![\t\n\r])[\p{Cc}\p{NChar}]/gu, '')
        assert.equal(element?.text, legal)
        assert.equal(element?.attributes.get('title'), legal)
      }),
    )
  })
})

describe('raw()', () => {
  it('takes clean markup as it is', () => {
    assert.equal(String(html`<div>${raw('<p>a &amp; b</p>')}</div>`), '<div><p>a &amp; b</p></div>')
  })

  it('drops the characters that HTML forbids', () => {
    assert.equal(String(raw('<p>\u0000a\ud800</p>')), '<p>a\ufffd</p>')
  })
})
