import { join } from 'node:path'
import type { IntakeSettings } from '../../src/live/intake-messages.js'
import { readOptions } from './read-options.js'

/**
 * What an intake of the folders `content` and `data` is started with. The whole folder is looked at once a
 * day, so that only watching can find a change.
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
