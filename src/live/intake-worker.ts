import { parentPort, workerData } from 'node:worker_threads'
import { openCatalogueWriter } from '../catalogue/sqlite-writer.js'
import { lowerPriority } from '../content/lower-priority.js'
import { FeedmillError } from '../model/problem.js'
import type { IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'
import { IntakeThread } from './intake-thread.js'

// Entry point of the intake thread. It is closed by a message and never terminated: killing a thread inside SQLite
// would abort the whole process.

lowerPriority()
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
