import { availableParallelism } from 'node:os'
import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { type ContentJobs, contentWorker } from './content-jobs.js'
import { JobLost } from './job-lost.js'
import type { PackedPost } from './packed-body.js'
import { readFile, toResult } from './read-file.js'
import type { ReadOptions, ReadResult } from './read-result.js'
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.js'

/** How many files are queued at a worker, so that it keeps going while the calling thread is busy with a batch. */
const maxInFlight = 2000
/** Two read a whole folder, given two processors: the catalogue ingests posts faster than one reads them. */
const workers = Math.min(availableParallelism(), 2)
/** Starting the second and getting it up to speed takes as long as reading thousands of files. */
const scaleUp = { waiting: 500, answered: 10_000 }

/**
 * Reads posts in worker threads, off the calling thread. A post that takes too long becomes a Problem `too-slow`, one
 * that makes its worker fail or die a Problem `post-failed`; the others go on.
 *
 * Close it when done: an idle reader does not keep the process alive, but its threads use memory.
 */
export class Reader {
  readonly #pool: WorkerPool<ContentJobs>
  readonly #prefetcher: WorkerPool<ContentJobs>
  #isPrefetching = false

  /**
   * @param root - the content folder, absolute
   * @param pool - overrides, such as the deadline of one post in milliseconds, and the number of threads
   */
  constructor(
    private readonly root: string,
    private readonly options: ReadOptions,
    pool: Partial<WorkerPoolOptions> = {},
  ) {
    this.#pool = new WorkerPool({ module: contentWorker, maxInFlight, workers, scaleUp, ...pool })
    this.#prefetcher = new WorkerPool({ module: contentWorker })
  }

  /**
   * Reads one file; requests that come meanwhile are queued.
   *
   * @param file - path beneath the content folder
   * @returns undefined if it no longer exists; rejects if the reader is closed meanwhile
   */
  read(file: string): Promise<ReadResult | undefined> {
    return this.#run('read', file)
  }

  /** Like `read`, but packs the body in the worker, which spares the catalogue's writer a quarter of its work. */
  readPacked(file: string): Promise<ReadResult<PackedPost> | undefined> {
    return this.#run('readPacked', file)
  }

  /**
   * Brings files that will soon be read into the system's memory, in a thread of its own (decision 24). Files that it is
   * told of while it is busy are skipped: it would come too late for them.
   *
   * @returns how many files it read; never rejects, since nothing is lost: the files are only read more slowly
   */
  async prefetch(files: readonly string[]): Promise<number> {
    if (this.#isPrefetching) return 0
    this.#isPrefetching = true
    try {
      const input = { root: this.root, files, bytesMax: this.options.postBytesMax }
      return await this.#prefetcher.run('prefetch', input)
    } catch {
      return 0
    } finally {
      this.#isPrefetching = false
    }
  }

  async #run<K extends 'read' | 'readPacked'>(kind: K, file: string): Promise<ContentJobs[K]['result']> {
    try {
      const { root, options } = this
      return await this.#pool.run(kind, { root, file, options })
    } catch (error) {
      if (!(error instanceof JobLost) || error.why === 'closed') throw error
      return this.#lost(file, error)
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#prefetcher.close()])
  }

  /** Reads the file's bytes once more, only for its stamp and hash. */
  async #lost(file: string, { why, message }: JobLost): Promise<ReadResult<never> | undefined> {
    const read = await readFile(this.root, file, this.options.postBytesMax)
    const fault = why === 'too-slow' ? tooSlow : postFailed(message)
    return read && toResult(file, read, { draft: false, problems: [{ ...fault, file }] })
  }
}

const tooSlow: Fault = {
  code: 'too-slow',
  severity: 'error',
  reason: 'it takes too long to read',
  hint: 'Simplify or split the post; look for something that is repeated thousands of times.',
}

/** @param message - only its first line is used; the stack that may follow means nothing to authors */
function postFailed(message: string): Fault {
  return {
    code: 'post-failed',
    severity: 'error',
    reason: `reading it failed: ${quote(message.split('\n', 1)[0] ?? '')}`,
    hint: 'This is a bug in the program: report it, with the file, and meanwhile write the post differently.',
  }
}
