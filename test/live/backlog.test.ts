import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Backlog } from '../../src/live/backlog.js'

describe('A backlog of posts to be read', () => {
  it('gives names without a day first, then the newest day, each day by name and path', () => {
    const backlog = new Backlog()
    backlog.add('b', ['2022-01-05-x.md', '2021-12-30-a.md', 'about.md'])
    backlog.add('', ['2022-01-05-x.md', '2022-01-06-y.md'])
    backlog.add('a', ['2022-01-05-z.md'])
    assert.equal(backlog.size, 6)
    assert.deepEqual(
      [...backlog.newestFirst()],
      [
        'b/about.md',
        '2022-01-06-y.md',
        'a/2022-01-05-z.md',
        '2022-01-05-x.md',
        'b/2022-01-05-x.md',
        'b/2021-12-30-a.md',
      ],
    )
  })

  it('loses no path, whatever the names', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('/'))
    const folders = fc.array(fc.tuple(fc.constantFrom('', 'a', 'a/b'), fc.uniqueArray(name)))
    fc.assert(
      fc.property(folders, folders, (some, others) => {
        const [first, second] = [new Backlog(), new Backlog()]
        for (const [folder, names] of some) first.add(folder, names)
        for (const [folder, names] of others) second.add(folder, names)
        first.addAll(second)
        const paths = [...some, ...others].flatMap(([folder, names]) =>
          names.map((each) => (folder === '' ? each : `${folder}/${each}`)),
        )
        assert.deepEqual([...first.newestFirst()].sort(), paths.sort())
        assert.equal(first.size, paths.length)
      }),
    )
  })
})
