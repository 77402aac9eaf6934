import assert from 'node:assert/strict'
import { cpSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveFolder } from '../support/serve.js'
import { folderForEach } from '../support/temporary-folder.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const bundle = fileURLToPath(new URL('../../program', import.meta.url))

describe('A server that has been up for a moment', () => {
  const installed = folderForEach()
  const content = folderForEach()

  it('no longer needs its own files, which too many open files would keep from it', async () => {
    const folder = join(installed.path, 'program')
    cpSync(bundle, folder, { recursive: true, filter: (file) => !file.endsWith('.map') })
    cpSync(join(root, 'package.json'), join(installed.path, 'package.json'))
    symlinkSync(join(root, 'node_modules'), join(installed.path, 'node_modules'))
    writeFileSync(join(content.path, '2022-01-05-a.md'), '---\ntitle: 雨\ncategories: hongwang\n---\n雨。\n')
    const served = await serveFolder(join(folder, 'main.js'), content.path, { LOG_LEVEL: 'debug' })
    try {
      await served.hasLogged(/everything that requests may need is loaded/)
      for (const file of readdirSync(folder)) rmSync(join(folder, file))
      const paths = [
        '/healthz',
        '/hongwang.xml',
        '/feeds.html',
        '/feeds.opml',
        '/feed.json?tag=a',
        '/nothing',
      ]
      const answers = await Promise.all(paths.map((path) => fetch(served.address + path)))
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200, 200, 200, 404],
      )
    } finally {
      await served.stop()
    }
  })
})
