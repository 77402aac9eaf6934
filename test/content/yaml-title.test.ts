import assert from 'node:assert/strict'
import { parseFrontMatter } from '../../src/content/front-matter.js'
import { type Fault, isFault } from '../../src/model/problem.js'

function faultsOf(text: string): readonly Fault[] {
  const parts = parseFrontMatter(text)
  assert.ok(!isFault(parts))
  return parts.faults
}

describe('A title in YAML', () => {
  it('gets a warning if a comment cuts it', () => {
    for (const title of ['C# 与 #标签', '青禾 # 银行', 'a\t#b', 'a\n  b #c', '#a']) {
      const faults = faultsOf(`---\ndate: x\nTitle: ${title}\n---\n`)
      assert.deepEqual(
        faults.map(({ code, severity, line }) => [code, severity, line]),
        [['key-invalid', 'warning', 3]],
        title,
      )
    }
    const faults = faultsOf('---\ntitle: C# 与 #标签\n---\n')
    assert.equal(faults[0]?.reason, 'the title is only "C# 与": "#标签" is a comment in YAML')
  })

  it('gets none if a comment does not', () => {
    for (const header of [
      'title: "C# 与 #标签"',
      "title: 'a' # b",
      'title: C# 与#标签',
      'title: a\n# b',
      'title: |\n  a #b',
      'date: 2022-01-05 # day',
    ]) {
      assert.deepEqual(faultsOf(`---\n${header}\n---\n`), [], header)
    }
    assert.deepEqual(faultsOf('{\n"title": "a #b"\n}\n'), [])
  })
})
