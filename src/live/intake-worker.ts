import { parentPort, workerData } from 'node:worker_threads'
import { openCatalogueWriter } from '../catalogue/sqlite-writer.js'
import { giveWay } from '../content/give-way.js'
import { FeedmillError } from '../model/problem.js'
import type { IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'
import { IntakeThread } from './intake-thread.js'

// The entry of the intake thread. It is asked to close by message and never ended by force: a thread that
// is inside SQLite would take the whole process down with it.

giveWay()
const port = parentPort
if (port === null) throw new Error('the intake is a worker thread')
const settings = workerData as IntakeSettings
const report = (message: IntakeReport) => port.postMessage(message)

try {
  const writer = openCatalogueWriter({ ...settings.catalogue, now: Date.now })
  const thread = new IntakeThread(settings, writer, report)
  port.on('message', async (request: IntakeRequest) => {
    thread.hear(request)
    if (request.kind !== 'close') return
    await thread.close()
    port.close()
  })
} catch (error) {
  if (!(error instanceof FeedmillError)) throw error
  report({ kind: 'refused', problem: error.problem })
}
