import assert from 'node:assert/strict'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openCatalogue } from '../../src/catalogue/sqlite-catalogue.js'
import { Intake } from '../../src/live/intake.js'
import { intakeSettings } from '../support/intake-settings.js'
import { postText } from '../support/open-site.js'
import { folderForEach } from '../support/temporary-folder.js'

describe('A save', () => {
  const folder = folderForEach()
  let intake: Intake
  /** What was reported since the first scan. */
  let told: string[]
  let wake = () => {}

  beforeEach(async () => {
    folder.write('content/a.md', postText({}))
    folder.write('content/deep/b.md', postText({}))
    told = []
    const tell = (what: string) => {
      told.push(what)
      wake()
    }
    intake = new Intake(intakeSettings(folder.path), {
      followed: () => tell('followed'),
      synced: () => tell('synced'),
    })
    await intake.rescan()
    told = []
  })
  afterEach(async () => {
    await intake.close()
  })

  const posts = () => {
    const catalogue = openCatalogue(join(folder.path, 'data'))
    try {
      return catalogue.status().posts
    } finally {
      catalogue.close()
    }
  }
  const untilThereAre = async (wanted: number) => {
    while (posts() !== wanted) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  it('by a move into place is ingested from its event alone, without a scan', async () => {
    const path = folder.write('content/deep/c.md.part', postText({}))
    await rename(path, join(folder.path, 'content/deep/c.md'))
    await untilThereAre(3)
    assert.equal(told.includes('synced'), false)
  })

  it('is not delayed by others that replace the same file without a pause', async () => {
    const path = join(folder.path, 'content/c.md')
    while (posts() !== 3) {
      await writeFile(`${path}.part`, postText({}))
      await rename(`${path}.part`, path)
    }
    assert.equal(told.includes('synced'), false)
  })

  it('in place is ingested once the file is still, without a scan', async () => {
    folder.write('content/deep/c.md', postText({}))
    await untilThereAre(3)
    assert.equal(told.includes('synced'), false)
  })

  it('into a new folder is ingested without a scan', async () => {
    await mkdir(join(folder.path, 'content/new'))
    await writeFile(join(folder.path, 'content/new/c.md'), postText({}))
    await untilThereAre(3)
    assert.equal(told.includes('synced'), false)
  })
})
