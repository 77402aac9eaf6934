import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { IntakeReport } from '../../src/live/intake-messages.js'
import { IntakeThread } from '../../src/live/intake-thread.js'
import { intakeSettings } from '../support/intake-settings.js'
import { postText } from '../support/open-site.js'
import { SyncBench } from './sync-bench.js'

describe('The intake', () => {
  it('scans once more if an event during a scan can only be settled by another', async () => {
    const bench = await SyncBench.open()
    const { root, writer } = bench
    for (let n = 0; n < 1_000; n++) await bench.write(`p${n}.md`, postText({}))
    const settings = { ...intakeSettings(''), root }
    let isLinked = false
    let thread: IntakeThread | undefined
    await new Promise<void>((resolve) => {
      const report = ({ kind }: IntakeReport) => {
        // Halfway through: the folder has been listed. Only a scan examines a link.
        if (kind === 'progress' && !isLinked) symlinkSync('p0.md', join(root, 'link.md'))
        if (kind === 'progress') isLinked = true
        if (writer.file('link.md') !== undefined) resolve()
      }
      thread = new IntakeThread(settings, writer, report)
      thread.hear({ kind: 'rescan', number: 1 })
    })
    await thread?.close()
    await bench.remove()
  })
})
