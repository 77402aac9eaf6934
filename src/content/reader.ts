import type { Problem } from '../model/problem.js'
import { type ContentJobs, contentWorker } from './content-jobs.js'
import { readFile, toResult } from './read-file.js'
import type { ReadOptions, ReadResult } from './read-result.js'
import { JobLost, WorkerPool, type WorkerPoolOptions } from './worker-pool.js'

/** Files that a worker has before it, so that it goes on while the thread that asked is busy with a batch. */
const ahead = 200

/**
 * Reads posts in worker threads, off whatever thread it is used on. One that takes too long, or ends its
 * worker, becomes a Problem `too-slow`, and the others go on.
 *
 * Close it when done: a reader that is idle does not keep the process alive, but its thread uses memory.
 */
export class Reader {
  readonly #pool: WorkerPool<ContentJobs>

  /**
   * @param root - the content folder, absolute
   * @param pool - the deadline of one post, in milliseconds, and how many threads
   */
  constructor(
    private readonly root: string,
    private readonly options: ReadOptions,
    pool: Partial<WorkerPoolOptions> = {},
  ) {
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
      return await this.#pool.run('read', { root: this.root, file, options: this.options })
    } catch (error) {
      if (!(error instanceof JobLost) || error.why === 'closed') throw error
      return this.#lost(file, error)
    }
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  /** The file's bytes are read here once more, and nothing is made of them: its state is to be known. */
  async #lost(file: string, { why, message }: JobLost): Promise<ReadResult | undefined> {
    const read = await readFile(this.root, file, this.options.postBytesMax)
    const reason = why === 'too-slow' ? 'reading it took longer than it may' : `reading it failed: ${message}`
    const problem: Problem = {
      code: 'too-slow',
      severity: 'error',
      file,
      reason,
      hint: 'Make it simpler, or split it; see what in it repeats itself thousands of times.',
    }
    return read && toResult(file, read, { draft: false, problems: [problem] })
  }
}
