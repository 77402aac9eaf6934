import assert from 'node:assert/strict'
import { allowedElements } from '../../src/content/allowed-markup.js'
import { readClean } from '../support/clean-html.js'
import { clean, dropped } from './sanitised.js'

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
