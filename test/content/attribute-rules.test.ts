import assert from 'node:assert/strict'
import { clean } from './sanitised.js'

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
