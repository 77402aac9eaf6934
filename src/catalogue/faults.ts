import { messageOf } from '../model/message-of.js'
import { FeedmillError } from '../model/problem.js'
import { errorKind } from './database.js'

/**
 * The error of a data folder that cannot be used: no permission, no space, no folder. What is published stays as it is.
 */
export function unwritable(dataDir: string, cause: unknown): FeedmillError {
  return new FeedmillError(
    {
      code: 'data-unwritable',
      severity: 'error',
      file: 'DATA_DIR',
      reason: `"${dataDir}" cannot be used: ${messageOf(cause)}`,
      hint: 'Make room on the disk, or allow this user to write there; what is published stays as it is.',
    },
    { cause },
  )
}

/**
 * Turns an error in a transaction into one that the operator can act on, if there is one; returns any other as it is.
 */
export function toOperatorError(dataDir: string, error: unknown): unknown {
  switch (errorKind(error)) {
    case 'unwritable':
      return unwritable(dataDir, error)
    case 'busy':
      return fault(
        'data-in-use',
        `another program is using the catalogue in "${dataDir}"`,
        'Wait until it has finished: the work will be tried again.',
        error,
      )
    case 'damaged':
      return fault(
        'data-unwritable',
        `the catalogue in "${dataDir}" is damaged`,
        'It will be rebuilt from the content folder, now or at the next start.',
        error,
      )
    default:
      return error
  }
}

function fault(
  code: 'data-in-use' | 'data-unwritable',
  reason: string,
  hint: string,
  cause: unknown,
): FeedmillError {
  return new FeedmillError({ code, severity: 'error', file: 'DATA_DIR', reason, hint }, { cause })
}
