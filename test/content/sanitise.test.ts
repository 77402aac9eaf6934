import assert from 'node:assert/strict'
import { allowedElements } from '../../src/content/allowed-markup.js'
import type { RenderContext } from '../../src/content/rendered-body.js'
import { sanitise } from '../../src/content/sanitise.js'
import { TooComplex } from '../../src/content/too-complex.js'
import { readClean } from '../support/clean-html.js'

const permalink = 'https://feeds.example.com/rain/2022/01/05/harbour.html'
const context: RenderContext = { permalink, assets: {}, iframeHosts: ['player.example.com'] }
const clean = (html: string) => sanitise(html, context).html
const dropped = (html: string) => [...sanitise(html, context).dropped]

describe('Benign markup', () => {
  // Spelled as the sanitiser spells it, so that coming through means coming through unchanged.
  const snippets = [
    '<p>正文，<strong>重要</strong>、<em>强调</em>、<b>b</b>、<i>i</i>、<u>u</u>、<s>s</s>。</p>',
    '<h1>一</h1><h2>二</h2><h3>三</h3><h4>四</h4><h5>五</h5><h6>六</h6>',
    '<p>甲<br />乙</p><hr />',
    '<a href="https://a.cn/x?y=1&amp;z=2" title="t">a</a>',
    '<a href="mailto:a@b.cn">a</a><a href="tel:+8610">b</a>',
    '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>',
    '<ol start="3" reversed type="a"><li value="5">a</li></ol>',
    '<ul><li type="none">a</li></ul>',
    '<dl><dt>a</dt><dd>b<dl><dt>c</dt><dd>d</dd></dl></dd></dl>',
    '<table><caption>c</caption><colgroup><col span="2" /></colgroup><thead><tr><th scope="col" colspan="2">a</th></tr></thead><tbody><tr><td rowspan="2" align="right">b</td><td>c</td></tr></tbody><tfoot><tr><td>d</td></tr></tfoot></table>',
    '<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>',
    '<pre><code class="language-ts">const a = b &lt; c &amp;&amp; d\n\n  e</code></pre>',
    '<p><code>a</code> <kbd>Ctrl</kbd> <samp>x</samp> <var>y</var></p>',
    '<figure><img src="https://a.cn/a.jpg" alt="" width="600" height="400" loading="lazy" decoding="async" /><figcaption>c</figcaption></figure>',
    '<img src="https://a.cn/a.jpg" srcset="https://a.cn/a.jpg 1x, https://a.cn/b.jpg 2x" sizes="(max-width: 600px) 480px, 800px" alt="a &quot;b&quot;" title="t" />',
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="a" />',
    '<picture><source srcset="https://a.cn/a.webp 480w" media="(min-width: 1px)" type="image/webp" /><img src="https://a.cn/a.jpg" alt="a" /></picture>',
    '<video src="https://a.cn/a.mp4" poster="https://a.cn/a.jpg" controls width="640" height="360" loop muted playsinline preload="none"><source src="https://a.cn/a.webm" type="video/webm" /><track src="https://a.cn/a.vtt" kind="subtitles" srclang="zh" label="中文" default /></video>',
    '<audio controls src="https://a.cn/a.mp3" preload="metadata"></audio>',
    '<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>',
    '<details open><summary>a</summary><p>b</p></details>',
    '<p>H<sub>2</sub>O, x<sup>2</sup>, <small>a</small>, <mark>b</mark>, <abbr title="t">c</abbr></p>',
    '<p><del datetime="2022-01-05" cite="https://a.cn/">a</del><ins>b</ins></p>',
    '<blockquote cite="https://a.cn/"><p>a</p></blockquote><p><q cite="https://a.cn/">b</q><cite>c</cite></p>',
    '<time datetime="2022-01-05T09:05:06+08:00">a</time><data value="1">b</data>',
    '<p lang="zh-Hant" dir="ltr">a<bdi>b</bdi><bdo dir="rtl">c</bdo>d<wbr />e</p>',
    '<article><header>a</header><section>b</section><aside>c</aside><footer>d</footer><address>e</address></article>',
    '<iframe src="https://player.example.com/1" width="640" height="360" allowfullscreen loading="lazy"></iframe>',
    '<p>1 &lt; 2 &amp; 3 &gt; 2, "甲" \'乙\' a[b[0]]&gt;</p>',
    '<p>甲\u3000乙\u00a0丙 👨‍👩‍👧 {{ site.title }}</p>',
    '<div><span>a</span></div>',
  ]
  for (const html of snippets) {
    it(`comes through: ${html.slice(0, 60)}`, () => {
      assert.equal(clean(html), html)
      assert.deepEqual(dropped(html), [])
      readClean(html)
    })
  }
})

describe('Active markup', () => {
  const gone: [string, string][] = [
    ['<script>alert(1)</script>a', 'a'],
    ['<SCRIPT SRC=//x.cn/a.js></SCRIPT>a', 'a'],
    ['<style>p{color:red}</style>a', 'a'],
    ['<svg><script>alert(1)</script><p>x</p></svg>a', 'a'],
    ['<math><mtext><img src=x onerror=alert(1)></math>a', 'a'],
    ['<template><p>x</p></template>a', 'a'],
    ['<object data=x><embed src=x></object>a', 'a'],
    [
      '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=x"><link rel=stylesheet href=x>a',
      'a',
    ],
    [
      '<form action=x><input name=a><button>b</button><select><option>c</option></select>a</form>',
      '<div>a</div>',
    ],
    ['<!-- a --><?php echo 1 ?><!DOCTYPE html><![CDATA[x]]>a', 'a'],
    ['<iframe src="https://evil.example/"></iframe>a', 'a'],
    ['<iframe src="http://player.example.com/1"></iframe>a', 'a'],
    ['<iframe src="https://player.example.com.evil.example/1"></iframe>a', 'a'],
    ['<iframe src="https://player.example.com:8443/1"></iframe>a', 'a'],
    ['<iframe src="https://player.example.com@evil.example/1"></iframe>a', 'a'],
    ['<iframe srcdoc="<script>alert(1)</script>"></iframe>a', 'a'],
    [
      '<iframe src="//player.example.com/1"><a>&#x3c;script&#62;<b>x</b></a><img src="/x.png"></iframe>a',
      '<iframe src="https://player.example.com/1"></iframe>a',
    ],
    [
      '<iframe src="//player.example.com/1" srcdoc="x" onload="x">b</iframe>',
      '<iframe src="https://player.example.com/1"></iframe>',
    ],
    [
      '<p onclick="x()" onMouseOver=x style="color:red" class="a" name="b" data-code="1" target=_blank>a</p>',
      '<p>a</p>',
    ],
    ['<a href="javascript:alert(1)">a</a>', 'a'],
    ['<a href="JaVa&#x09;Script:alert(1)">a</a>', 'a'],
    ['<a href=" &#1;javascript:alert(1)">a</a>', 'a'],
    ['<img src="javascript:alert(1)">a', 'a'],
    ['<img src="data:image/svg+xml;base64,PHN2Zz4=">a', 'a'],
    ['<video src="data:video/mp4;base64,AA" poster="javascript:x">a</video>', '<video controls>a</video>'],
    [
      '<img src=https://a.cn/a.jpg srcset="javascript:alert(1) 1x, https://a.cn/b.jpg 2x">',
      '<img src="https://a.cn/a.jpg" srcset="https://a.cn/b.jpg 2x" />',
    ],
    [
      '<code class="language-ts hljs" onclick=x>a</code><p class="language-ts">b</p>',
      '<code class="language-ts">a</code><p>b</p>',
    ],
    [
      '<a href="https://a.cn/" ping="https://b.cn/" download rel=opener>a</a>',
      '<a href="https://a.cn/">a</a>',
    ],
  ]
  for (const [html, expected] of gone) {
    it(`is dropped: ${html.slice(0, 70)}`, () => {
      assert.equal(clean(html), expected)
      readClean(expected)
    })
  }

  it('is reported, each kind once', () => {
    assert.deepEqual(
      dropped('<p onclick=x>a<p onclick=y><script>b</script><a href="javascript:x">c</a><my-box>d</my-box>'),
      ['onclick', 'script', 'javascript:', 'my-box'],
    )
  })

  it('is not reported if only looks are lost', () => {
    assert.deepEqual(dropped('<center style=a class=b id=c data-d=e><font color=red>a</font></center>'), [])
  })
})

describe('Raw text elements', () => {
  it('are never allowed, nor is anything that a browser parses differently from the sanitiser', () => {
    const forbidden =
      'textarea xmp style script svg math noscript noembed noframes plaintext title template select option'
    for (const name of forbidden.split(' ')) assert.ok(!allowedElements.has(name), name)
  })

  // The attack classes of CVE-2026-63670, CVE-2026-84371 and CVE-2026-44990.
  const payloads = [
    '<textarea></textarea&gt;<img src=x onerror=alert(1)></textarea>',
    '<textarea>&lt;/textarea&gt;&lt;img src=x onerror=alert(1)&gt;</textarea>',
    '<xmp>&lt;/xmp&gt;<img src=x onerror=alert(1)></xmp>',
    '<xmp><script>alert(1)</script></xmp>',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<svg><a><animate attributeName=href values="javascript:alert(1)" /><text>a</text></a></svg>',
    '<svg><set attributeName=onmouseover to=alert(1) /></svg>',
    '<svg><animate xlink:href=#x attributeName=href from="javascript:alert(1)" to="&" /></svg>',
    '<option>&lt;script&gt;alert(1)&lt;/script&gt;</option>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>',
    '<plaintext><script>alert(1)</script>',
    '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  ]
  for (const html of payloads) {
    it(`leave nothing alive: ${html}`, () => {
      const tags = readClean(clean(`甲${html}`))
      assert.deepEqual(
        tags.filter(({ name }) => name !== 'p' && name !== 'img'),
        [],
      )
    })
  }
})

describe('Hidden elements', () => {
  const hidden = [
    '<p style="display:none;height:1px">x<b>y</b></p>',
    '<div style="color:red; DISPLAY : none !important"><p>x</p></div>',
    '<div style="/* a */display:/* b */none">x</div>',
    '<span style="visibility:hidden">x</span>',
    '<div hidden><img src="https://a.cn/x.jpg"></div>',
    '<font hidden>x</font>',
    '<img src="https://a.cn/x.jpg" style="display:none">',
    '<table style="display:none"><tr><td>x</td></tr></table>',
    '<p hidden>x',
  ]
  for (const html of hidden) {
    it(`are dropped whole: ${html}`, () => {
      const { html: kept, image } = sanitise(`<div>甲${html}</div><p>乙</p>`, context)
      assert.equal(kept, '<div>甲</div><p>乙</p>')
      assert.equal(image, undefined)
    })
  }

  it('are kept if the whole article is invisible until a script has run', () => {
    assert.equal(clean('<div style="visibility:hidden"><p>a</p></div>'), '<div><p>a</p></div>')
  })

  it('do not pass their name on to the next element', () => {
    assert.equal(
      clean('<p hidden>x</p><p>a</p><script>x</script><b>b</b><em>c</em>'),
      '<p>a</p><b>b</b><em>c</em>',
    )
  })

  it('are not those that merely mention it', () => {
    const html = '<p title="display:none">a</p>'
    assert.equal(clean(html), html)
    assert.equal(clean('<p style="x-display:none-y;visibility:visible">a</p>'), '<p>a</p>')
  })
})

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

describe('A cell of a table', () => {
  const cells: [string, string][] = [
    ['<td style="text-align: right; color: red">', '<td align="right">'],
    ['<td style="width:9em;TEXT-ALIGN:Center">', '<td align="center">'],
    ['<td align="left" style="text-align:right">', '<td align="left">'],
    ['<td style="text-align:start">', '<td>'],
    ['<td style="text-align:expression(alert(1))">', '<td>'],
    ['<td style="vertical-text-align:right">', '<td>'],
  ]
  for (const [written, kept] of cells) {
    it(`is aligned as its author wrote: ${written}`, () => {
      const table = (cell: string) => `<table><tr>${cell}1.5</td></tr></table>`
      assert.equal(clean(table(written)), table(kept))
    })
  }

  it('is the only element whose style counts for alignment', () => {
    assert.equal(clean('<p style="text-align:right">a</p>'), '<p>a</p>')
  })
})

describe('Old markup', () => {
  const old: [string, string][] = [
    ['<font color=red>a</font><big>b</big><nobr>c</nobr><blink>d</blink><marquee>e</marquee>', 'abcde'],
    ['a<center>b</center>c', 'a<div>b</div>c'],
    [
      '<strike>a</strike><tt>b</tt><acronym title=x>c</acronym>',
      '<s>a</s><code>b</code><abbr title="x">c</abbr>',
    ],
    ['<dir><li>a</dir>', '<ul><li>a</li></ul>'],
    ['<html><head><title>x</title></head><body bgcolor=red><p>a</p></body></html>', '<p>a</p>'],
    ['<a name="x">a</a>', '<span id="post-x">a</span>'],
    ['<o:p>a</o:p>', 'a'],
    ['<p>a<p>b', '<p>a</p><p>b</p>'],
    ['<b><i>a</b>b</i>', '<b><i>a</i></b>b'],
    ['</div></p></table>a', '<p></p>a'],
  ]
  for (const [html, expected] of old)
    it(`gets its modern equivalent: ${html}`, () => assert.equal(clean(html), expected))
})

describe('A width or a height', () => {
  const sizes: [string, string | undefined][] = [
    ['640', '640'],
    ['640px', '640'],
    [' 640 px', '640'],
    ['100.5', '100'],
    ['100.', '100'],
    ['50%', '50%'],
    ['33.3%', '33%'],
    ['640;', '640'],
    ['auto', undefined],
    ['-640', undefined],
    ['.5', undefined],
    ['1234567', undefined],
    ['', undefined],
  ]
  for (const [written, read] of sizes)
    it(`${JSON.stringify(written)} is kept as a browser reads it, whole: ${read}`, () => {
      const attributes = read === undefined ? '' : ` width="${read}" height="${read}"`
      assert.equal(
        clean(`<img src="https://a.cn/a.jpg" width="${written}" height="${written}">`),
        `<img src="https://a.cn/a.jpg"${attributes} />`,
      )
    })
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
    assert.equal(clean('<p id=a>1</p><p id=post-a>2</p>'), '<p id="post-a">1</p><p>2</p>')
    assert.equal(clean('<p id=post-a>1</p><p id=a>2</p>'), '<p id="post-a">1</p><p>2</p>')
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

describe('Nested elements that a browser would close', () => {
  const nested: [string, string][] = [
    ['<ul><li><div><li>a</li></div></li></ul>', '<ul><li><div>a</div></li></ul>'],
    ['<dl><dt><div><dd>a</dd></div></dt></dl>', '<dl><dt><div>a</div></dt></dl>'],
    ['<table><div><table></table></div></table>', '<table><div></div></table>'],
    ['<a href=/x><b><a href=/y>a</a></b></a>', '<a href="https://feeds.example.com/x"><b>a</b></a>'],
    ['<p><rt>a</rt></p>', '<p>a</p>'],
    ['<ruby><font><rt>a</rt></font></ruby>', '<ruby><rt>a</rt></ruby>'],
  ]
  for (const [html, expected] of nested)
    it(`lose the inner one: ${html}`, () => assert.equal(clean(html), expected))

  it('are kept to fifty deep, with all their text', () => {
    const html = clean(`${'<div>'.repeat(200)}a${'</div>'.repeat(200)}`)
    assert.equal(readClean(html).length, 50)
    assert.match(html, /a/)
  })
})

describe('Too much HTML', () => {
  // One for each limit: elements open at once, tags, pieces of text, addresses.
  const shapes = ['<div>', '<td>a', '&lt;', '<img srcset="a 1x,b 2x,c 3x">']
  for (const shape of shapes) {
    it(`is refused: ${shape}`, () => {
      assert.throws(() => sanitise(shape.repeat(160_000), context), TooComplex)
    })
  }

  it('is a matter of markup, not of length', () => {
    const html = `<p>${'央行公告，为维护流动性合理充裕。'.repeat(100)}</p>\n`.repeat(2_000)
    assert.equal(clean(html), html)
  })
})
