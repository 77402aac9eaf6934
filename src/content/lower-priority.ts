import { setPriority } from 'node:os'

/** Between the usual 0 and the lowest priority, 19: enough to make progress on a busy machine. */
const niceness = 10

/**
 * Lowers the priority of this thread: reading a folder must not delay answers. Only Linux has priorities per thread;
 * elsewhere the whole process would be slowed down.
 *
 * @see setpriority(2), "C library/kernel differences"
 */
export function lowerPriority(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(niceness)
  } catch {
    // Forbidden in some sandboxes; then all threads have the same priority.
  }
}
