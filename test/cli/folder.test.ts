import assert from 'node:assert/strict'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nextCatalogueFile } from '../../src/catalogue/data-files.js'
import { configFor, requireFolder } from '../../src/cli/folder.js'
import { FeedmillError } from '../../src/model/problem.js'
import { runProgram } from '../support/run-program.js'
import { folderForEach } from '../support/temporary-folder.js'

/** Runs something as a user to whom permissions apply, as they do not to root. */
async function unprivileged<T>(run: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.()
  if (user !== 0) return run()
  process.seteuid?.(65_534)
  try {
    return await run()
  } finally {
    process.seteuid?.(user)
  }
}

describe('A content folder that may not be read', () => {
  const folder = folderForEach()

  it('is an error that names the setting, and exits with 2', async () => {
    folder.write('posts/_posts/2021-12-30-rain.md', '---\ntitle: 雨\n---\n')
    const posts = join(folder.path, 'posts')
    const config = await configFor(folder.path, 'posts')
    await chmod(folder.path, 0o755)
    for (const mode of [0o311, 0o644]) {
      await chmod(posts, mode)
      await unprivileged(() =>
        assert.rejects(requireFolder(folder.path, config), {
          message:
            'CONTENT_DIR: file-unreadable: the folder "posts" cannot be read (EACCES). Allow the account that runs this program to read it.',
        }),
      )
    }
    await chmod(posts, 0o755)
    await unprivileged(() => requireFolder(folder.path, config))
  })
})

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
