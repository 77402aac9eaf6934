import assert from 'node:assert/strict'
import { sanitise } from '../../src/content/sanitise.js'
import { TooComplex } from '../../src/content/too-complex.js'
import { readClean } from '../support/clean-html.js'
import { clean, context, dropped } from './sanitised.js'

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
