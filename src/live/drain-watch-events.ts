import { setImmediate as turn } from 'node:timers/promises'

/** Two turns of the event loop: by then the watches have reported whatever happened before the disk was last read. */
export async function drainWatchEvents(): Promise<void> {
  await turn()
  await turn()
}
