import { join } from 'node:path'
import type { IntakeSettings } from '../../src/live/intake-messages.js'
import { readOptions } from './read-options.js'

/**
 * The settings of an intake for the folders `content` and `data`. The whole folder is scanned only once a day, so that
 * changes are found by watching alone.
 */
export function intakeSettings(base: string): IntakeSettings {
  return {
    root: join(base, 'content'),
    read: readOptions,
    drafts: false,
    catalogue: {
      dataDir: join(base, 'data'),
      readFingerprint: 'r',
      renderFingerprint: 'd',
      documentBytesMax: 1_000_000,
      guidBase: readOptions.guidBase,
      guids: readOptions.guids,
      future: false,
      search: 'full',
    },
    rescanSeconds: 86_400,
  }
}
