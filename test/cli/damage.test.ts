import assert from 'node:assert/strict'
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { findCatalogueFile } from '../../src/catalogue/data-files.js'
import { openDatabase } from '../../src/catalogue/database.js'
import { type OpenPublication, openPublication } from '../../src/cli/open-publication.js'
import { loadConfig } from '../../src/config/load-config.js'
import type { Config } from '../../src/config/settings.js'
import type { Found } from '../../src/publication/publication.js'
import { postText } from '../support/open-site.js'
import { folderForEach } from '../support/temporary-folder.js'

describe('A catalogue that is damaged while it is being served', () => {
  const folder = folderForEach()
  let open: OpenPublication | undefined
  beforeEach(() => {
    folder.write('content/2022-01-05-a.md', postText({ categories: 'one' }))
    folder.write('content/2022-01-06-b.md', postText({ categories: 'one' }))
  })
  afterEach(async () => {
    await open?.close()
    open = undefined
  })

  /** Changes a redundant number, so that the catalogue contradicts itself. */
  function damage(sql = "UPDATE tally SET n = n + 1 WHERE name = 'published'"): void {
    const db = openDatabase(findCatalogueFile(join(folder.path, 'data')) ?? '')
    db.exec(sql)
    db.close()
  }
  const config = (): Config => {
    const environment = { SITE_URL: 'https://feeds.example.com', DATA_DIR: join(folder.path, 'data') }
    const loaded = loadConfig({ environment, contentDir: join(folder.path, 'content') })
    return (loaded as { config: Config }).config
  }
  const find = async (path: string): Promise<Found['kind'] | undefined> =>
    (await open?.publication.find({ path, query: '' }))?.kind

  it('is detected and rebuilt while the old one is being served', async () => {
    const told: string[] = []
    let asked: Promise<Found['kind'] | undefined> | undefined
    await new Promise<void>((resolve) => {
      const listener = {
        reopened({ rebuilt }: { rebuilt: unknown }) {
          told.push(`reopened, ${rebuilt}`)
          asked = find('/one.atom')
        },
        synced() {
          told.push('synced')
          if (told.length === 1) damage()
          else resolve()
        },
      }
      openPublication(config(), { listener, checkAfterMs: 0 }).then((opened) => {
        open = opened
      })
    })
    assert.deepEqual(told, ['synced', 'reopened, damaged', 'synced'])
    assert.deepEqual([await asked, await find('/one.json')], ['resource', 'resource'])
    assert.deepEqual([open?.catalogue.status().posts, open?.operations.readiness().posts], [2, 2])
    assert.equal(existsSync(join(folder.path, 'data', 'catalogue.damaged-1')), true)
  })
  it('is rebuilt at once if a scan of the folder meets the damage', async () => {
    const told: string[] = []
    const listener = {
      failed: (reason: string) => told.push(reason.replace(/.* is damaged.*/, 'damaged')),
      reopened: ({ rebuilt }: { rebuilt: unknown }) => told.push(`reopened, ${rebuilt}`),
    }
    open = await openPublication(config(), { listener })
    await open.ready
    damage('PRAGMA ignore_check_constraints = ON; UPDATE file SET state = 99')
    folder.write('content/2022-01-07-c.md', postText({ categories: 'two' }))
    await open.rescan()
    assert.deepEqual(told, ['damaged', 'reopened, damaged'])
    assert.deepEqual([await find('/two.atom'), open.operations.readiness().folder], ['resource', 'ok'])
  })
  it('is detected even if no scan ever succeeds', async () => {
    const content = join(folder.path, 'content')
    const settings = config()
    rmSync(content, { recursive: true })
    symlinkSync('content', content) // It leads to itself.
    const told: string[] = []
    await new Promise<void>((resolve) => {
      const listener = {
        failed(reason: string) {
          told.push(reason.replace(/:.*/, ''))
          damage()
        },
        reopened({ rebuilt }: { rebuilt: unknown }) {
          told.push(`reopened, ${rebuilt}`)
          resolve()
        },
      }
      openPublication(settings, { listener, checkAfterMs: 0 }).then((opened) => {
        open = opened
      })
    })
    assert.deepEqual(told, ['ELOOP', 'reopened, damaged'])
  })
})
