import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nextCatalogueFile } from '../../src/catalogue/data-files.js'
import { configFor } from '../../src/cli/folder.js'
import { FeedmillError } from '../../src/model/problem.js'
import { runProgram } from '../support/run-program.js'
import { folderForEach } from '../support/temporary-folder.js'

describe('A missing content folder', () => {
  const folder = folderForEach()
  let cwd: string
  beforeEach(() => {
    cwd = folder.path
    folder.write('.env', 'DATA_DIR=data\n')
  })

  const isRefused = () =>
    assert.rejects(
      configFor(cwd, 'nowhere'),
      (error) => error instanceof FeedmillError && error.problem.code === 'folder-missing',
    )

  it('is an error if there is no data folder, or an empty one such as a new volume', async () => {
    await isRefused()
    await mkdir(join(cwd, 'data'))
    await isRefused()
    await writeFile(join(cwd, 'data', 'lost+found'), '')
    await isRefused()
  })

  it('may be a volume that is not mounted yet, if there is a catalogue', async () => {
    await mkdir(join(cwd, 'data'))
    await writeFile(nextCatalogueFile(join(cwd, 'data')), '')
    assert.equal((await configFor(cwd, 'nowhere')).CONTENT_DIR, join(cwd, 'nowhere'))
  })

  it('makes serve exit with 2, and leave nothing in an empty data folder', async () => {
    await mkdir(join(cwd, 'data'))
    const { code, stderr } = await runProgram(['serve', 'nowhere'], { PORT: '0' }, cwd)
    assert.equal(code, 2)
    assert.match(stderr, /folder-missing: there is no folder "nowhere"/)
  })
})
