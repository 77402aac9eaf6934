import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { type ContentJobs, contentWorker } from './content-jobs.js'
import { JobLost } from './job-lost.js'
import { readFile, toResult } from './read-file.js'
import type { ReadOptions, ReadResult } from './read-result.js'
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.js'

/** Files queued at a worker, so that it goes on while the thread that asked is busy with a batch. */
const ahead = 200

/**
 * Reads posts in worker threads, off whatever thread it is used on. One that takes too long becomes a Problem
 * `too-slow`, one at which its worker fails or ends a Problem `post-failed`, and the others go on.
 *
 * Close it when done: a reader that is idle does not keep the process alive, but its thread uses memory.
 */
export class Reader {
  readonly #pool: WorkerPool<ContentJobs>
  readonly #packs: boolean

  /**
   * @param root - the content folder, absolute
   * @param pool - the deadline of one post, in milliseconds; how many threads; whether they pack bodies, too
   */
  constructor(
    private readonly root: string,
    private readonly options: ReadOptions,
    { packs = false, ...pool }: Partial<WorkerPoolOptions> & { readonly packs?: boolean } = {},
  ) {
    this.#packs = packs
    this.#pool = new WorkerPool({ module: contentWorker, ahead, ...pool })
  }

  /**
   * Reads one file; those asked for meanwhile wait in line.
   *
   * @param file - path beneath the content folder
   * @returns undefined where it is no longer there; rejects when the reader is closed meanwhile
   */
  async read(file: string): Promise<ReadResult | undefined> {
    try {
      const { root, options } = this
      return await this.#pool.run('read', { root, file, options, packs: this.#packs })
    } catch (error) {
      if (!(error instanceof JobLost) || error.why === 'closed') throw error
      return this.#lost(file, error)
    }
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  /** Reads the file's bytes once more, for its stamp and hash alone. */
  async #lost(file: string, { why, message }: JobLost): Promise<ReadResult | undefined> {
    const read = await readFile(this.root, file, this.options.postBytesMax)
    const fault = why === 'too-slow' ? tooSlow : postFailed(message)
    return read && toResult(file, read, { draft: false, problems: [{ ...fault, file }] })
  }
}

const tooSlow: Fault = {
  code: 'too-slow',
  severity: 'error',
  reason: 'reading it took longer than it may',
  hint: 'Simplify or split the post; look for something that is repeated thousands of times.',
}

/** @param message - its first line; a stack, which may follow, says nothing to authors */
function postFailed(message: string): Fault {
  return {
    code: 'post-failed',
    severity: 'error',
    reason: `reading it failed: ${quote(message.split('\n', 1)[0] ?? '')}`,
    hint: 'This is a fault of the program: report it with the file, and meanwhile write the post differently.',
  }
}
