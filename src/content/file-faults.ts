import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from '../model/problem.js'

/** How often to try for a free descriptor, and how long to wait the first time; about a second in all. */
const tries = 6
const usualWaitMs = 60

/** The `code` of a system error: `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Whether an error says that there is no such file: it was just replaced or removed, which is normal. */
export function isGone(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
}

/**
 * Does something with files. If the process or the system is out of descriptors (`EMFILE`, `ENFILE`), it waits and
 * retries a few times.
 *
 * @param waitMs - the first delay; each further one is this much longer
 */
export async function retryWithoutDescriptors<T>(
  work: () => T | Promise<T>,
  waitMs = usualWaitMs,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const full = codeOf(error) === 'EMFILE' || codeOf(error) === 'ENFILE'
      if (!full || attempt === tries) throw error
      await wait(waitMs * attempt)
    }
  }
}

/** The Fault of a file or folder that the system does not let us read. */
export function unreadable(error: unknown): Fault {
  return {
    code: 'file-unreadable',
    severity: 'error',
    reason: `this cannot be read (${codeOf(error) ?? String(error)})`,
    hint: 'Allow the account that runs this program to read it; until then, what was published of it stays.',
  }
}

/** The Fault of something that is skipped. @param what - such as `a pipe` */
export function notRegular(what: string): Fault {
  return {
    code: 'file-not-regular',
    severity: 'warning',
    reason: `this is ${what}, so it is skipped`,
    hint: 'Put the file itself into the content folder.',
  }
}
