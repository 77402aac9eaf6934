import { existsSync, rmSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { isMainThread, workerData } from 'node:worker_threads'
import type { IntakeSettings } from '../../src/live/intake-messages.js'

/** The module for starting an intake whose thread can be made to crash. */
export const crashableIntake = new URL('./crashable-intake.js', import.meta.url)

/** A file of this name beside the content folder crashes the thread, as a bug would; the thread removes it first. */
export const crashFileName = 'crash'

// Tests import this module for its address; only an intake starts it.
if (!isMainThread) {
  const folder = dirname((workerData as IntakeSettings).root)
  const crash = () => {
    if (!existsSync(join(folder, crashFileName))) return
    rmSync(join(folder, crashFileName))
    throw new Error('a fault of ours')
  }
  watch(folder, { persistent: false }, crash)
  await import('../../src/live/intake-worker.js')
}
