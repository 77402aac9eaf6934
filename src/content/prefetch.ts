import { readFile } from './read-file.js'

/** How many files are read before it is decided whether it is worth it. */
const sample = 50
/** Reading a file takes a third of this if it is in the system's memory, and more than twice this from a disk. */
const inMemoryMs = 0.05
/** A disk on which this takes longer than the files are waited for is no faster if more is asked of it. */
const mostMs = 1_000

/**
 * Reads files so that the system has them in its memory when they are read again soon after, by a thread that parses
 * them: it need not wait for the disk then.
 *
 * Stops if the first files turn out to be in memory already, and after a second.
 *
 * @param bytesMax - a larger file is not read
 * @param now - milliseconds, on a clock that never goes back
 * @returns how many files were read
 */
export async function prefetch(
  root: string,
  files: readonly string[],
  bytesMax: number,
  now: () => number = () => performance.now(),
): Promise<number> {
  const sinceMs = now()
  let read = 0
  for (const file of files) {
    await readFile(root, file, bytesMax)
    read += 1
    const passedMs = now() - sinceMs
    const isInMemory = read === sample && passedMs < sample * inMemoryMs
    if (isInMemory || passedMs > mostMs) break
  }
  return read
}
