import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/** Waits until everything written so far is on the disk, so that nobody measured next pays for writing it. */
export function settleFiles() {
  spawnSync('sync')
}

/**
 * Empties the system's cache of files, so that whoever reads next reads from the disk.
 *
 * @throws where this process may not: Linux lets root alone do it
 */
export function forgetFiles() {
  settleFiles()
  writeFileSync('/proc/sys/vm/drop_caches', '3')
}
