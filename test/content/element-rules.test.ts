import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sanitise } from '../../src/content/sanitise.js'
import { clean, context, permalink } from './sanitised.js'

describe('A picture that is loaded lazily', () => {
  it('has a placeholder that is neither referred to nor warned of', () => {
    const html = '<img src="data:image/svg+xml,%3Csvg%3E" srcset="dot.gif 1x" data-src="/a.jpg">'
    const { dropped, references } = sanitise(html, context)
    assert.deepEqual([...dropped, ...references], ['/a.jpg'])
  })

  const late: [string, string, string][] = [
    [
      'shows what data-src says',
      '<img src="data:image/gif;base64,R0lG" data-src="//a.cn/a.jpg">',
      '<img src="https://a.cn/a.jpg" />',
    ],
    [
      'may have no src',
      '<img data-original="https://a.cn/a.jpg" alt="b">',
      '<img alt="b" src="https://a.cn/a.jpg" />',
    ],
    [
      'keeps src if data-src is not an address',
      '<img src="https://a.cn/a.jpg" data-src="true">',
      '<img src="https://a.cn/a.jpg" />',
    ],
    [
      'keeps src if data-src is not harmless',
      '<img src="https://a.cn/a.jpg" data-src="javascript:x.y">',
      '<img src="https://a.cn/a.jpg" />',
    ],
    [
      'gets its srcset in the same way',
      '<img src="x.gif" srcset="x.gif 1x" data-src="/a.jpg" data-srcset="/b.jpg 2x">',
      '<img src="https://feeds.example.com/a.jpg" srcset="https://feeds.example.com/b.jpg 2x" />',
    ],
    [
      'loses the placeholder of a srcset',
      '<img srcset="x.gif 1x" data-lazy-src="/a.jpg">',
      '<img src="https://feeds.example.com/a.jpg" />',
    ],
    [
      'is not shown twice beside noscript',
      '<img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>',
      '<img src="https://feeds.example.com/a.jpg" />',
    ],
    [
      'may be in noscript alone',
      '<img src="x"><noscript><img src="/a.jpg"></noscript>',
      `<img src="https://feeds.example.com/rain/2022/01/05/x" /><img src="https://feeds.example.com/a.jpg" />`,
    ],
    [
      'is looked for in no other attribute',
      '<img src="/a.jpg" orginial_src="/b.jpg" data-ratio="1" border="0">',
      '<img src="https://feeds.example.com/a.jpg" />',
    ],
    [
      'may be a frame',
      '<iframe data-src="https://player.example.com/1"></iframe>',
      '<iframe src="https://player.example.com/1"></iframe>',
    ],
  ]
  for (const [what, html, expected] of late) it(what, () => assert.equal(clean(html), expected))
})

describe('An id', () => {
  it('gets our prefix, and the links within the body still lead to it', () => {
    assert.equal(
      clean('<a href="#x&amp;y">1</a><a href="harbour.html#结">2</a><p id="x&amp;y">a</p><p id="结">b</p>'),
      `<a href="${permalink}#x&amp;y">1</a><a href="${permalink}#post-%E7%BB%93">2</a><p>a</p><p id="post-结">b</p>`,
    )
  })

  it('is left out when it is repeated', () => {
    assert.equal(clean('<p id=a>1</p><p id=a>2</p>'), '<p id="post-a">1</p><p>2</p>')
    assert.equal(
      clean('<p id=post-a>1</p><p id=a>2</p><p id=a>3</p>'),
      '<p id="post-a">1</p><p id="post-post-a">2</p><p>3</p>',
    )
  })

  it('stays apart from one that only has the prefix in addition, and so do the links to them', () => {
    for (const [first, second] of [
      ['post-a', 'a'],
      ['a', 'post-a'],
      ['post-post-a', 'post-a'],
    ] as const) {
      const html = clean(
        `<p id=${first}>1</p><p id=${second}>2</p><a href="#${first}">1</a><a href="#${second}">2</a>`,
      )
      const [one = '', two = ''] = [...html.matchAll(/<p id="(.*?)">/g)].map(([, id]) => id)
      assert.notEqual(one, two)
      assert.ok(html.endsWith(`<a href="${permalink}#${one}">1</a><a href="${permalink}#${two}">2</a>`), html)
      assert.equal(clean(html), html)
    }
  })

  it('is the same after a second pass, if it is not too long', () => {
    const ids = fc.array(
      fc.constantFrom('a', 'post-a', 'post-post-a', 'b', '结'.repeat(114), 'x'.repeat(118)),
    )
    fc.assert(
      fc.property(ids, (written) => {
        const html = clean(written.map((id) => `<p id="${id}">a</p><a href="#${id}">b</a>`).join(''))
        assert.equal(clean(html), html)
        const kept = [...html.matchAll(/ id="(.*?)"/g)].map(([, id]) => id)
        assert.equal(new Set(kept).size, kept.length)
        assert.equal(kept.length, new Set(written.filter((id) => id.length < 118)).size)
      }),
    )
  })

  it('does not change links to other places', () => {
    const html = clean(
      `<a href="#y">1</a><a href="other.html#x">2</a><p id=x title='<a href="${permalink}#x">'>a</p>`,
    )
    assert.match(html, /harbour\.html#y"/)
    assert.match(html, /other\.html#x"/)
    assert.match(html, /title="&lt;a href=&quot;[^"]*harbour\.html#x&quot;&gt;"/)
  })

  it('keeps the place of an anchor that has no address', () => {
    assert.equal(clean('<a id="n1" name="n1">1</a>'), '<span id="post-n1">1</span>')
    assert.equal(clean('<a id="n1" href="javascript:x">1</a>'), '<span id="post-n1">1</span>')
  })

  it('is made of the name of an anchor, which old pages have in its place', () => {
    assert.equal(
      clean('<a name="top"></a><p>a</p><a name="结" href="#top">b</a><a href="#结">c</a>'),
      `<span id="post-top"></span><p>a</p><a href="${permalink}#post-top" id="post-结">b</a>` +
        `<a href="${permalink}#post-%E7%BB%93">c</a>`,
    )
    assert.equal(clean('<a id="a" name="b"></a><a name="a"></a>'), '<span id="post-a"></span>')
    assert.equal(
      clean('<p name="a">b</p><img name="c" src="https://a.cn/d.jpg">'),
      '<p>b</p><img src="https://a.cn/d.jpg" />',
    )
  })

  it('of an anchor that is never closed takes no link away', () => {
    assert.equal(
      clean('<p><a name="_Toc1">a <a href="https://a.cn/">b</a></p>'),
      '<p><span id="post-_Toc1">a <a href="https://a.cn/">b</a></span></p>',
    )
  })
})

describe('References', () => {
  const html =
    '<img src="rain.jpg"><img src=" ../img/红.png "><a href="/doc/a.pdf">b</a><video poster="p.webp" src="v.mp4"></video>' +
    '<img srcset="s1.jpg 1x, https://a.cn/s2.jpg 2x"><a href="other.html">c</a><a href="next">d</a><a href="#x.jpg">e</a>' +
    '<img src="//a.cn/x.jpg"><img src="https://a.cn/y.jpg"><a href="mailto:a@b.cn">f</a><img src="rain.jpg">' +
    '<img src="q.jpg?v=1">'
  const expected = ['rain.jpg', '../img/红.png', '/doc/a.pdf', 'p.webp', 'v.mp4', 's1.jpg', 'q.jpg?v=1']

  it('are the addresses of files without a host, as written, each once', () => {
    assert.deepEqual([...sanitise(html, context).references], expected)
  })

  it('become the addresses of the assets', () => {
    const assets = Object.fromEntries(
      expected.map((name, index) => [name, `https://feeds.example.com/assets/${index}`]),
    )
    const { html: rendered, image } = sanitise(html, { ...context, assets })
    assert.equal(image, 'https://feeds.example.com/assets/0')
    for (const address of Object.values(assets)) assert.ok(rendered.includes(`"${address}`), address)
    assert.doesNotMatch(rendered, /2022\/01\/05\/(?:rain|q)\.jpg/)
  })

  it('are not confused with the properties of every object', () => {
    assert.match(
      clean('<a href="constructor">a</a><a href="__proto__">b</a>'),
      /05\/constructor".*05\/__proto__"/,
    )
  })
})

describe('The first picture', () => {
  const image = (html: string) => sanitise(html, context).image
  it('is absolute', () =>
    assert.equal(
      image('<p><img src="/a.jpg?x=1&amp;y=2"><img src=/b.jpg>'),
      'https://feeds.example.com/a.jpg?x=1&y=2',
    ))
  it('is never one that only counts visits', () => {
    assert.equal(
      image('<img src=/c.gif width=1 height=1><img src=/a.jpg width=100>'),
      'https://feeds.example.com/a.jpg',
    )
  })
  it('is never one that is embedded in the post', () =>
    assert.equal(image('<img src="data:image/png;base64,AAAA">'), undefined))
  it('is never one that was dropped', () =>
    assert.equal(image('<div hidden><img src=/a.jpg></div><svg><img src=/b.jpg></svg>a'), undefined))
})
