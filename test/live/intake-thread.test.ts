import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { openCatalogueWriter } from '../../src/catalogue/sqlite-writer.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import type { IntakeReport } from '../../src/live/intake-messages.js'
import { IntakeThread } from '../../src/live/intake-thread.js'
import { siteScope } from '../../src/model/scope.js'
import { intakeSettings } from '../support/intake-settings.js'
import { postText } from '../support/open-site.js'
import { overridden } from '../support/overridden.js'
import { folderForEach } from '../support/temporary-folder.js'

/** Longer than the delay before anything that failed is retried, in milliseconds. */
const retryMs = 6_000

describe('The intake, when its catalogue cannot be written', () => {
  const folder = folderForEach()
  let thread: IntakeThread | undefined
  let reports: IntakeReport[]
  let wake = () => {}

  beforeEach(() => {
    folder.write('content/a.md', postText({}))
    reports = []
    mock.timers.enable({ apis: ['setTimeout'] })
  })
  afterEach(async () => {
    mock.timers.reset()
    await thread?.close()
    thread = undefined
  })

  /** Starts it with a writer some of whose methods are replaced. */
  function start(changed: Partial<CatalogueWriter>): IntakeThread {
    const settings = intakeSettings(folder.path)
    const writer = openCatalogueWriter({ ...settings.catalogue, now: Date.now })
    thread = new IntakeThread(settings, overridden(writer, changed), (report) => {
      reports.push(report)
      wake()
    })
    return thread
  }
  const untilTold = async (kind: IntakeReport['kind']) => {
    while (!reports.some((report) => report.kind === kind)) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    // By then it has set its alarms for whatever comes next.
    await new Promise(setImmediate)
  }
  const told = (kind: IntakeReport['kind']) => reports.filter((report) => report.kind === kind)
  const failures = () => reports.filter((report) => report.kind === 'failed').map(({ reason }) => reason)
  const fail = (reason: string) => (): never => {
    throw new Error(reason)
  }

  it('waits before it retries to publish what is due, and reports the fault once', async () => {
    let tries = 0
    const release = () => {
      tries += 1
      throw new Error('disk full')
    }
    start({ release, nextDueMs: () => Date.now() - 1 }).hear({ kind: 'rescan', number: 1 })
    await untilTold('failed')
    assert.equal(tries, 1)
    for (let ms = 0; ms < 1_000; ms++) mock.timers.tick(1)
    assert.equal(tries, 1)
    mock.timers.tick(retryMs)
    mock.timers.tick(retryMs)
    assert.equal(tries, 3)
    assert.deepEqual(failures(), ['disk full'])
  })

  it('reports the same fault again if the work succeeded meanwhile', async () => {
    const outcomes = ['disk full', 'disk full', undefined, 'disk full']
    const release = () => {
      const reason = outcomes.shift()
      if (reason !== undefined) throw new Error(reason)
      return { appeared: [], gone: [] }
    }
    start({ release, nextDueMs: () => Date.now() - 1 }).hear({ kind: 'rescan', number: 1 })
    await untilTold('failed')
    for (let n = 0; n < 3; n++) mock.timers.tick(retryMs)
    assert.deepEqual(failures(), ['disk full', 'disk full'])
  })

  it('goes on if it cannot even find out what is due', async () => {
    const intake = start({ nextDueMs: fail('cannot be read') })
    intake.hear({ kind: 'rescan', number: 1 })
    await untilTold('failed')
    assert.deepEqual(failures(), ['cannot be read'])
  })

  it('scans again if it could not read the state of the catalogue', async () => {
    let asked = 0
    const intake = start({
      status() {
        asked += 1
        if (asked === 2) throw new Error('cannot be read')
        return { posts: 1, withheld: 0, errors: 0, warnings: 0, complete: asked > 2 }
      },
    })
    intake.hear({ kind: 'rescan', number: 1 })
    await untilTold('failed')
    mock.timers.tick(retryMs)
    await untilTold('synced')
    assert.deepEqual(failures(), ['cannot be read'])
  })

  it('ends at once, even if a scan waits for a file that could not be ingested', async () => {
    let scans = 0
    const intake = start({
      file: fail('cannot be read'),
      ingest(this: CatalogueWriter, batch) {
        if (batch.complete) scans += 1
        return this.ingest(batch)
      },
    })
    intake.hear({ kind: 'rescan', number: 1 })
    await untilTold('synced')
    folder.write('content/b.md', postText({}))
    while (failures().length === 0) {
      mock.timers.tick(1)
      await new Promise(setImmediate)
    }
    intake.hear({ kind: 'rescan', number: 2 })
    while (scans < 2) await new Promise(setImmediate)
    await intake.close()
    thread = undefined
  })

  it('reports once that the catalogue is damaged', async () => {
    start({ release: fail('malformed'), nextDueMs: () => undefined, isDamaged: true }).hear({
      kind: 'rescan',
      number: 1,
    })
    await untilTold('failed')
    mock.timers.tick(retryMs)
    assert.deepEqual([failures(), told('damaged').length], [['malformed'], 1])
  })

  it('keeps the last revision of each address until it is written', async () => {
    const kept: string[][] = []
    let fails = true
    const intake = start({
      keepRevisions(revisions) {
        if (fails) throw new Error('disk full')
        kept.push(revisions.map(({ address, hash }) => `${address} ${hash}`))
      },
    })
    const revision = (address: string, hash: string) => ({ address, hash, modified: 1 })
    intake.hear({
      kind: 'records',
      number: 1,
      revisions: [revision('/a', '1'), revision('/b', '1')],
      announcements: [],
    })
    intake.hear({ kind: 'records', number: 2, revisions: [revision('/a', '2')], announcements: [] })
    mock.timers.tick(retryMs)
    assert.deepEqual([kept, failures(), told('kept')], [[], ['disk full'], []])
    fails = false
    mock.timers.tick(retryMs)
    assert.deepEqual([kept, told('kept')], [[['/a 2', '/b 1']], [{ kind: 'kept', number: 2 }]])
    mock.timers.tick(retryMs)
    assert.equal(kept.length, 1)
  })

  it('keeps what the hub was told until it is written, and writes it once', async () => {
    const kept: number[][] = []
    let fails = true
    const intake = start({
      keepAnnouncements(announcements) {
        if (fails) throw new Error('disk full')
        kept.push(announcements.map(({ until }) => until))
      },
    })
    const announcement = (until: number) => ({ scope: siteScope, until })
    intake.hear({ kind: 'records', number: 1, revisions: [], announcements: [announcement(1)] })
    intake.hear({ kind: 'records', number: 2, revisions: [], announcements: [announcement(2)] })
    assert.deepEqual([kept, failures()], [[], ['disk full']])
    fails = false
    mock.timers.tick(retryMs)
    mock.timers.tick(retryMs)
    assert.deepEqual([kept, told('kept')], [[[1, 2]], [{ kind: 'kept', number: 2 }]])
  })
})
