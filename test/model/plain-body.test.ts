import assert from 'node:assert/strict'
import { toPlainBody } from '../../src/model/plain-body.js'
import { longTexts } from '../support/long-texts.js'

const html = (text: string) => toPlainBody({ kind: 'html', text })
const markdown = (text: string) => toPlainBody({ kind: 'markdown', text })

describe('The words of a body', () => {
  it('stay together across inline markup', () => {
    assert.equal(html('<p>人民<b>银</b>行</p>'), '人民银行')
    assert.equal(markdown('人民**银**行，~~旧~~'), '人民银行，旧')
  })

  it('are separated by blocks', () => {
    assert.equal(html('<ul><li>银</li><li>行</li></ul><td>a</td><td>b</td>'), '银 行 a b')
    assert.equal(html('银<br/>行<img src=x>长<hr>'), '银 行 长')
  })

  it('are only those of the text: no addresses, scripts, comments or readings above characters', () => {
    assert.equal(html('<a href="http://x.cn/y">银</a><script>x()</script><!-- z -->行'), '银行')
    assert.equal(markdown('[银行](http://x.cn/y) ![图](a.jpg) <http://x.cn>'), '[银行] ![图]')
    assert.equal(html('<ruby>银<rp>(</rp><rt>yín</rt><rp>)</rp>行</ruby>'), '银行')
  })

  it('have their entities decoded', () => {
    assert.equal(html('R&amp;D&nbsp;&lt;5'), 'R&D <5')
  })

  it('are those of the beginning of an endless body', () => {
    assert.equal(html('雨'.repeat(400_000)).length, 300_000)
  })

  const hostile = {
    ...longTexts(300_000),
    'of readings': '<rt>'.repeat(75_000),
    'of readings that never end': '<rt'.repeat(100_000),
    'of links': ']('.repeat(150_000),
    'of stars': '*'.repeat(300_000),
  }
  // Quadratic time would exceed the time limit, which is generous.
  for (const [what, text] of Object.entries(hostile)) {
    it(`are found in linear time in a long body ${what}`, () => {
      assert.ok(html(text).length <= text.length)
      assert.ok(markdown(text).length <= text.length)
    })
  }
})
