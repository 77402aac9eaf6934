import { availableParallelism } from 'node:os'
import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { type ContentJobs, contentWorker } from './content-jobs.js'
import { JobLost } from './job-lost.js'
import type { PackedPost } from './packed-body.js'
import { readFile, toResult } from './read-file.js'
import type { ReadOptions, ReadResult } from './read-result.js'
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.js'

/** Files queued at a worker, so that it goes on while the thread that asked is busy with a batch. */
const ahead = 1000
/** A whole folder is read by two, where there are processors: the catalogue takes posts in faster than one reads them. */
const workers = Math.min(availableParallelism(), 2)
/** To start the second, and till it is at full speed, takes as long as to read thousands of files. */
const crowd = { waiting: 500, answered: 10_000 }

/**
 * Reads posts in worker threads, off whatever thread it is used on. One that takes too long becomes a Problem
 * `too-slow`, one at which its worker fails or ends a Problem `post-failed`, and the others go on.
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
    this.#pool = new WorkerPool({ module: contentWorker, ahead, workers, crowd, ...pool })
  }

  /**
   * Reads one file; those asked for meanwhile wait in line.
   *
   * @param file - path beneath the content folder
   * @returns undefined where it is no longer there; rejects when the reader is closed meanwhile
   */
  read(file: string): Promise<ReadResult | undefined> {
    return this.#run('read', file)
  }

  /** The same, its body packed in the thread that read it, which spares the catalogue's writer a quarter of its work. */
  readPacked(file: string): Promise<ReadResult<PackedPost> | undefined> {
    return this.#run('readPacked', file)
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

  close(): Promise<void> {
    return this.#pool.close()
  }

  /** Reads the file's bytes once more, for its stamp and hash alone. */
  async #lost(file: string, { why, message }: JobLost): Promise<ReadResult<never> | undefined> {
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
