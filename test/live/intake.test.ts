import assert from 'node:assert/strict'
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { openCatalogue } from '../../src/catalogue/sqlite-catalogue.js'
import { openCatalogueWriter } from '../../src/catalogue/sqlite-writer.js'
import { Intake } from '../../src/live/intake.js'
import type { IntakeState } from '../../src/live/intake-listener.js'
import { FeedmillError } from '../../src/model/problem.js'
import { crashableIntake, crashFileName } from '../support/crashable-intake.js'
import { intakeSettings } from '../support/intake-settings.js'
import { postText } from '../support/open-site.js'
import { folderForEach } from '../support/temporary-folder.js'

describe('The intake, when its thread ends by itself', () => {
  const folder = folderForEach()
  let intake: Intake
  let told: string[]
  let states: IntakeState[]
  let wake = () => {}

  beforeEach(() => {
    folder.write('content/a.md', postText({}))
    told = []
    states = []
    intake = start()
  })
  afterEach(async () => {
    await intake.close()
  })

  function start(): Intake {
    const tell = (what: string) => {
      told.push(what)
      states.push(intake.state)
      wake()
    }
    const listener = {
      failed: tell,
      reopened: () => tell('reopened'),
      synced: () => tell('synced'),
      followed: () => tell('followed'),
    }
    const restart = { module: crashableIntake, restartMs: [1, 1_000] as const }
    return new Intake(intakeSettings(folder.path), listener, restart)
  }
  const untilTold = (what: string) => until(() => told.includes(what))
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const catalogue = <T>(ask: (opened: ReturnType<typeof openCatalogue>) => T): T => {
    const opened = openCatalogue(join(folder.path, 'data'))
    try {
      return ask(opened)
    } finally {
      opened.close()
    }
  }

  it('restarts it, reports why it ended, and that the folder is not followed meanwhile', async () => {
    await intake.rescan()
    told = []
    states = []
    folder.write(crashFileName)
    await untilTold('synced')
    assert.deepEqual(told, ['a fault of ours', 'reopened', 'synced'])
    assert.deepEqual(
      states.map((state) => state.folder),
      ['unfollowed', 'unfollowed', 'ok'],
    )
    folder.write('content/b.md', postText({}))
    await untilTold('followed')
    assert.equal(
      catalogue((opened) => opened.status().posts),
      2,
    )
  })

  it('reports that the folder is not followed while scans of it fail', async () => {
    const content = join(folder.path, 'content')
    await intake.rescan()
    rmSync(content, { recursive: true })
    symlinkSync('content', content) // It leads to itself.
    const scanned = intake.rescan()
    await until(() => told.some((what) => what.startsWith('ELOOP')))
    assert.equal(intake.state.folder, 'unfollowed')
    rmSync(content)
    folder.write('content/a.md', postText({}))
    await Promise.all([intake.rescan(), scanned])
    assert.equal(intake.state.folder, 'ok')
  })

  it('passes the requests that it leaves unanswered on to the next thread', async () => {
    await intake.opened
    intake.keepRevision({ address: '/a', hash: 'h', modified: 1_000 })
    folder.write(crashFileName)
    await untilTold('a fault of ours')
    folder.write('content/b.md', postText({}))
    await intake.rescan()
    await intake.close()
    assert.equal(existsSync(join(folder.path, crashFileName)), false)
    assert.deepEqual(
      catalogue((opened) => [opened.status().posts, opened.revision('/a')?.hash]),
      [2, 'h'],
    )
  })

  it('closes while there is no thread, and resolves pending requests', async () => {
    await intake.opened
    const scanned = intake.rescan()
    rmSync(join(folder.path, 'content'), { recursive: true })
    folder.write(crashFileName)
    await untilTold('a fault of ours')
    await intake.close()
    await scanned
    await intake.rescan()
  })

  it('closes after a renewal that was asked for while there was no thread', async () => {
    await intake.rescan()
    folder.write(crashFileName)
    await untilTold('a fault of ours')
    intake.renew()
    await untilTold('reopened')
    await intake.close()
  })

  it('does not restart a thread that could not even start', async () => {
    await intake.close()
    const { catalogue: settings } = intakeSettings(folder.path)
    const writer = openCatalogueWriter({ ...settings, now: Date.now })
    intake = start()
    const scanned = intake.rescan()
    await assert.rejects(
      intake.opened,
      (error) => error instanceof FeedmillError && error.problem.code === 'data-in-use',
    )
    await scanned
    writer.close()
  })
})
