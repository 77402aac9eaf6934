import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/**
 * Empties the system's cache of files, so that whoever reads next reads from the disk: a small folder that was just
 * written would otherwise be read from memory, a large one from the disk.
 *
 * @returns whether it could; Linux lets root alone do it
 */
export function forgetFiles() {
  try {
    spawnSync('sync')
    writeFileSync('/proc/sys/vm/drop_caches', '3')
    return true
  } catch {
    return false
  }
}
