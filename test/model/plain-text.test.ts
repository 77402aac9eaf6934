import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { toLine, toName, toPlainText } from '../../src/model/plain-text.js'
import { fixtures } from '../support/fixtures.js'

const quirks = JSON.parse(readFileSync(join(fixtures, 'quirks', 'expected.json'), 'utf8'))
const titleOf = (file: string): string =>
  quirks.posts.find((post: { file: string }) => post.file.includes(file)).title

/** Text full of what the rules are about. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'<>&;/!-"\'= ',
        '<b>',
        '</b',
        '<!--',
        '-->',
        '<script>',
        '</script>',
        '&lt;',
        '&#',
        '&amp;',
      ),
      fc.constantFrom(
        '\u200b',
        '\u200d',
        '\u202e',
        '\ufeff',
        '\0',
        '\u0085',
        '\u00a0',
        '\u3000',
        '\ud800',
        'e\u0301',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''))

describe('Plain text', () => {
  const titles: [string, string][] = [
    ['q20', '青禾新材\n三季报\t净利\u589e一成'],
    ['q21', "*ST云岭: 拟重整 #公告# @股东 100% & '新' | 旧 > 无!"],
    ['q27', '青禾&amp;海棠：&lt;双碳&gt;基金&nbsp;成立&#33;'],
    ['q28', '<b>青禾新材</b>涨停<br/>午后回落'],
    ['q29', '🚀 青禾新材试产成功 👩‍🔬 𠮷日开工'],
    ['q30', '青禾\u200b新材：\ufeff年产三万吨生物基材料项目投产'],
    ['q34', '青禾新材： 产线投产'],
    ['q70', '数组 a[b[0]]> 的写法'],
  ]
  for (const [quirk, source] of titles) {
    it(`of the quirk ${quirk} is as expected`, () => {
      assert.equal(toPlainText(source), titleOf(`-${quirk}-`))
    })
  }

  const kept = [
    ...[
      'PUE<1.3 & x>2',
      '数组 a[b[0]]> 的写法',
      '<双碳>',
      'a < b > c',
      '1<2',
      'x<',
      '<',
      '>',
      '<>',
      '</>',
      '< b>',
    ],
    ...[
      'I <3 U',
      'AT&T',
      '&',
      '&;',
      '&foo;',
      '&amp',
      '&#;',
      '&#x;',
      '&#xzz;',
      'a&b;c',
      'a<b',
      '<b',
      'R&D;',
      '---',
    ],
  ]
  // Only the elements of HTML, SVG and MathML are markup.
  const code = [
    'Vec<String> 与 Option<T> 详解',
    'HashMap<String, Vec<Option<T>>>',
    'if x<y then z>w',
    'std::vector<int>::iterator 与 #include <iostream>',
    'Promise<void>',
    '<scripture>经</scripture>',
    '<o:p>',
    '<my-box>',
    'List<A>',
    'a<b then c>d',
    'a<b 且 c>d',
    'p<q && r>s',
    'i<s c=1 or x>y',
    'x<i c==d>y',
    '若 a <b，c> d',
    'C1<B>, C2<P> 和 Vec<Option>',
  ]
  for (const text of [...kept, ...code]) it(`keeps ${text}`, () => assert.equal(toPlainText(text), text))

  const changed: [string, string][] = [
    ['a<!-- b > <i>c</i> -->d', 'ad'],
    ['a<!-- b > c > d >> e -->f', 'af'],
    ['a<!-- <b>b > <!-- c > d --> e', 'a e'],
    ['a<!-- b <!-- c --> d', 'a d'],
    ['x<!--<b>>-->y', 'xy'],
    ['x<!-- --<i></i>> -->y', 'xy'],
    ['x<!--><b>y</b><!--->z', 'xyz'],
    ['x<!-- <b>y</b>', 'x<!-- y'],
    ['<script>"<!--"</SCRIPT>题<!-- x -->', '题'],
    ['İ<!-- İ -->题', 'İ题'],
    ['<!-- a > b <script> > --> c </script> > d', 'c > d'],
    ['a<!doctype html>b<?xml version="1.0"?>c', 'abc'],
    ['x<y 且 <b>z</b>', 'x<y 且 z'],
    ['a<b 且 <i>c</i> 时 d>e', 'a<b 且 c 时 d>e'],
    ['<font color=red size=+1>题</font>', '题'],
    ['<a href=/x/?a=1&b=2 hidden>题</a>', '题'],
    ['<img src = x onerror = alert(1)>题', '题'],
    ['<p class="a" 双碳>题', '题'],
    ['<br / ><hr noshade/><td NOWRAP data-x>题', '题'],
    ['<script 双碳>alert(1)</script>题', '题'],
    ['<a href="http://x.cn/?a=1&b=2" title=\'x\'>链接</a>', '链接'],
    ['<script>alert(1 > 0)</script>题', '题'],
    ['<STYLE type="text/css">b > i { }</Style >题', '题'],
    ['<script>没有结尾', '没有结尾'],
    ['<style><script></style>题</script>', '题'],
    ['Vec<String> 的<b>所有权</b>', 'Vec<String> 的所有权'],
    ['ABC<B>粗</B>与<A HREF="/x">链</A>', 'ABC粗与链'],
    ['青禾<BR>新材<Br/>涨停<P>午后', '青禾新材涨停午后'],
    ['<svg onload=x()><linearGradient id=a></svg><math><annotation-xml></math>题', '题'],
    ['<font color=red>题', '题'],
    ['<scr<b>ipt>alert(1)</scr<i>ipt>', ''],
    ['<<b>script>x', 'x'],
    ['<<script>1></script>b>x', 'x'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['&lt;b&gt;', '<b>'],
    ['&#60;&#x3C;&#X3c;', '<<<'],
    ['&#150;&#x80;&#153;', '–€™'],
    ['&#0;&#xD800;&#x110000;&#99999999;', '\ufffd\ufffd\ufffd\ufffd'],
    ['&#8203;&#x202e;&#7;a', 'a'],
    ['&hellip;&mdash;&ldquo;&rdquo;&middot;&times;&yen;&copy;&eacute;&AMP;', '…—“”·×¥©é&'],
    ['a&nbsp;&emsp;&thinsp;b', 'a b'],
    ['a&zwj;b&zwnj;c', 'a\u200db\u200cc'],
    ['  a \u00a0\u3000\r\n b\u0085c\u2028d ', 'a b c d'],
    ['a\u0000b\u0008c\u001bd\u009fe', 'abcde'],
    ['\u202ea\u2066b\u2069\u200ec\u200f\u061cd\u2060\ufeff', 'abcd'],
    ['a\ud800b\udc00', 'a\ufffdb\ufffd'],
    ['a\ufffeb\uffff', 'ab'],
    ['cafe\u0301', 'caf\u00e9'],
    ['e\u200b\u0301', '\u00e9'],
    ['<\u200bb>x</b>', 'x'],
    ['', ''],
    [' \t\u200b ', ''],
  ]
  for (const [text, plain] of changed) {
    it(`is ${JSON.stringify(plain)} for ${JSON.stringify(text)}`, () =>
      assert.equal(toPlainText(text), plain))
  }

  it('is one well-formed line without invisible characters, whatever it was made from', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const plain = toPlainText(text)
        assert.ok(plain.isWellFormed())
        assert.equal(plain, plain.normalize('NFC').trim())
        assert.doesNotMatch(
          plain,
          /[\p{Cc}\u200b\u2060\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]|[^\S ]| {2}/u,
        )
      }),
      { numRuns: 3000 },
    )
  })
})

describe('A line', () => {
  it('is taken literally: neither markup nor entities are read', () => {
    assert.equal(toLine(' A <b>&amp;\u00a0B\u200b\n'), 'A <b>&amp; B')
  })
})

describe('A name', () => {
  const names: [string, string][] = [
    ['chenbao\u3000wanbao', 'chenbao\u3000wanbao'],
    ['gongsi yaowen', 'gongsi yaowen'],
    ['股市,', '股市,'],
    ['../../etc', '../../etc'],
    ['haitangguoji(xianggang)', 'haitangguoji(xianggang)'],
    ['TechRiver', 'TechRiver'],
    ['cafe\u0301', 'caf\u00e9'],
    ['\u200b红网\ufeff\u202e ', '红网'],
    ['a\u00a0\n b', 'a b'],
    ['<b>红网</b>&amp;晨报', '红网&晨报'],
    ['<script>x</script>', ''],
    ['List<A>', 'List<A>'],
    ['List<B>', 'List<B>'],
    ['\u3000 ', ''],
    ['\u0007', ''],
    ['a\ud83d', 'a\ufffd'],
    ['👩\u200d🔬', '👩\u200d🔬'],
  ]
  for (const [text, name] of names) {
    it(`of ${JSON.stringify(text)} is ${JSON.stringify(name)}`, () => assert.equal(toName(text), name))
  }

  it('is well-formed and in NFC, whatever it was made from', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const name = toName(text)
        assert.ok(name.isWellFormed())
        assert.equal(name, name.normalize('NFC').trim())
        assert.doesNotMatch(name, /[\p{Cc}\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u00a0\u2028]| {2}/u)
      }),
    )
  })
})
