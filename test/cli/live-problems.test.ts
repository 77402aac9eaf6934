import assert from 'node:assert/strict'
import { renameSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { program } from '../support/run-program.js'
import { type Served, serveFolder } from '../support/serve.js'
import { folderForEach } from '../support/temporary-folder.js'

const good = '---\ntitle: 雨\ndate: 2022-01-05 09:05:06 +0800\ncategories: one\n---\n正文\n'
const bad = good.replace('2022-01-05', '2022-02-30')

describe('A problem in a folder that is being served', () => {
  const folder = folderForEach()
  let served: Served
  let times = 0

  beforeEach(async () => {
    folder.write('a.md', good)
    served = await serveFolder(program, folder.path, { RESCAN_SECONDS: '86400' })
  })
  afterEach(async () => {
    assert.equal(await served.stop(), 0)
  })

  /** Moves a file into place that looks finished: its time is long past, and differs from save to save. */
  function save(file: string, text: string): void {
    const beside = folder.write(`.${file}`, text)
    times += 1
    const time = new Date(Date.UTC(2022, 0, 1) + times * 1000)
    utimesSync(beside, time, time)
    renameSync(beside, join(folder.path, file))
  }

  const report = async (headers = {}) => {
    const answer = await fetch(`${served.address}/problems.json`, { headers })
    return { status: answer.status, body: answer.status === 200 ? await answer.json() : undefined }
  }

  it('is logged and listed when it appears, and when it is gone', async () => {
    assert.deepEqual(await report(), {
      status: 200,
      body: { posts: 1, withheld: 0, errors: 0, warnings: 0, problems: [] },
    })
    const appeared = served.logged(/2022-02-30/)
    save('b.md', bad)
    const { problem, level } = JSON.parse(await appeared)
    assert.deepEqual([problem.code, problem.file, problem.line, level], ['date-invalid', 'b.md', 3, 'error'])
    assert.deepEqual((await report()).body, {
      posts: 1,
      withheld: 0,
      errors: 1,
      warnings: 0,
      problems: [problem],
    })
    const gone = served.logged(/"resolved: /)
    save('b.md', good)
    assert.deepEqual(JSON.parse(await gone).gone, problem)
    assert.deepEqual((await report()).body, { posts: 2, withheld: 0, errors: 0, warnings: 0, problems: [] })
  })

  it('is hidden from forwarded requests', async () => {
    assert.equal((await report({ 'X-Forwarded-For': '203.0.113.7' })).status, 404)
  })
})
