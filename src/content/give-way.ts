import { setPriority } from 'node:os'

/** Between the usual 0 and the least, 19: it gets what the others leave, and still goes on. */
const niceness = 10

/**
 * Lets all other threads go before this one: whoever reads a folder must not keep waiting whoever answers.
 * Only Linux knows a priority a thread; elsewhere it would be the whole process that gives way.
 *
 * @see setpriority(2), "C library/kernel differences"
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(niceness)
  } catch {
    // A sandbox that forbids it: then all threads are equal.
  }
}
