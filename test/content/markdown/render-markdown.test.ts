import assert from 'node:assert/strict'
import { renderMarkdown } from '../../../src/content/markdown/render-markdown.js'
import { TooComplex } from '../../../src/content/too-complex.js'

const line = (text: string) => renderMarkdown(text).trim()

describe('Markdown', () => {
  it('has emphasis next to Chinese punctuation', () => {
    assert.equal(line('**注意：**请看'), '<p><strong>注意：</strong>请看</p>')
    assert.equal(line('他说**“好”**了'), '<p>他说<strong>“好”</strong>了</p>')
  })

  it('has tables, aligned by attributes', () => {
    const html = renderMarkdown('| a | b | c |\n|--:|:-:|---|\n| 1 | 2 | 3 |\n')
    assert.match(html, /<th align="right">a<\/th>\n<th align="center">b<\/th>\n<th>c<\/th>/)
    assert.match(html, /<td align="right">1<\/td>/)
    assert.doesNotMatch(html, /style/)
  })

  it('has strikethrough, and keeps a single tilde', () => {
    assert.equal(line('~~未~~核实 ~3~'), '<p><s>未</s>核实 ~3~</p>')
  })

  it('has task lists as text', () => {
    const html = renderMarkdown('- [ ] 一\n- [x] **二**\n- [X] 三\n- [ ]四\n\n[ ] 五')
    assert.deepEqual(html.match(/<(?:li|p).*(?=<\/)/g), [
      '<li type="none">☐ 一',
      '<li type="none">☑ <strong>二</strong>',
      '<li type="none">☑ 三',
      '<li>[ ]四',
      '<p>[ ] 五',
    ])
  })

  it('keeps the numbers of a numbered task list', () => {
    assert.match(renderMarkdown('1. [ ] 一'), /<li>☐ 一<\/li>/)
  })

  it('turns addresses into links, up to Chinese punctuation', () => {
    assert.equal(line('见https://a.cn/b。完'), '<p>见<a href="https://a.cn/b">https://a.cn/b</a>。完</p>')
  })

  it('does not take words for addresses', () => {
    assert.equal(line('www.a.cn a.cn README.md'), '<p>www.a.cn a.cn README.md</p>')
  })

  it('keeps the language of fenced code', () => {
    assert.equal(line('```ts\na<b\n```'), '<pre><code class="language-ts">a&lt;b\n</code></pre>')
  })

  it('lets HTML and the excerpt mark through', () => {
    assert.equal(line('<p>甲*乙*</p>\n\n<!-- more -->\n\n丙'), '<p>甲*乙*</p>\n<!-- more -->\n<p>丙</p>')
  })

  it('does not affect the next text', () => {
    assert.equal(line('[a]: http://x.cn\n\n[a]'), '<p><a href="http://x.cn">a</a></p>')
    assert.equal(line('[a]'), '<p>[a]</p>')
  })
})

describe('A star before ST and a Han character', () => {
  const cases: [string, string, string][] = [
    ['is text', '*ST云岭、*ST青禾、*ST海棠三股跌停', '*ST云岭、*ST青禾、*ST海棠三股跌停'],
    ['is text before a star that would close it', '*ST云岭*跌停', '*ST云岭*跌停'],
    ['is text inside a name', 'S*ST云岭与S*ST青禾', 'S*ST云岭与S*ST青禾'],
    ['is text inside emphasis', '**关注*ST云岭**', '<strong>关注*ST云岭</strong>'],
    ['leaves the two stars before it as markup', '***ST云岭**跌停', '<strong>*ST云岭</strong>跌停'],
    [
      'leaves the emphasis around it alone',
      '*强调*与*ST云岭与*强调*',
      '<em>强调</em>与*ST云岭与<em>强调</em>',
    ],
  ]
  for (const [what, text, html] of cases) it(what, () => assert.equal(line(text), `<p>${html}</p>`))

  it('is markup if there are two, since names without a star are set in strong', () => {
    assert.equal(line('**ST云岭**跌停'), '<p><strong>ST云岭</strong>跌停</p>')
  })

  it('is markup before any other word', () => {
    assert.equal(line('*STOP* *ST 云岭* *云岭*'), '<p><em>STOP</em> <em>ST 云岭</em> <em>云岭</em></p>')
  })

  it('is code inside code', () => {
    assert.equal(line('`*ST云岭*`'), '<p><code>*ST云岭*</code></p>')
  })
})

describe('Too much Markdown', () => {
  const shapes = ['[[[[', '[^a]: ', '[^a]: b\n', '* a\n', '> a\n', '|a|b|\n|-|-|\n', '\n', '<a ']
  for (const shape of shapes) {
    it(`is refused: ${JSON.stringify(shape)}`, () => {
      assert.throws(() => renderMarkdown(shape.repeat(1_000_000 / shape.length)), TooComplex)
    })
  }

  it('is refused: a table of few lines with many empty cells', () => {
    const table = `${'|a'.repeat(1000)}|\n${'|-'.repeat(1000)}|\n${`${'|'.repeat(1001)}\n`.repeat(250)}`
    assert.throws(() => renderMarkdown(table), TooComplex)
  })

  it('is a matter of markup, not of length', () => {
    const text = `${'央行公告，为维护流动性合理充裕，开展逆回购操作。'.repeat(20)}\n\n`.repeat(5_000)
    assert.ok(text.length > 2_000_000)
    assert.equal(renderMarkdown(text).match(/<p>/g)?.length, 5_000)
  })

  it('does not count against the next text', () => {
    assert.throws(() => renderMarkdown('* a\n'.repeat(200_000)), TooComplex)
    assert.equal(line('a'), '<p>a</p>')
  })
})
