import { isMainThread, threadId } from 'node:worker_threads'
import { serveJobs } from '../../src/content/serve-jobs.js'

/** Jobs that behave as hostile input would make them: see `worker-pool.test.ts`. */
export type TestJobs = {
  readonly echo: { readonly input: number; readonly result: number }
  /** The same; its results are sent several at a time. */
  readonly echoGathered: { readonly input: number; readonly result: number }
  /** Returns the id of its thread. Its code cannot be loaded in a thread that was started while `FAILS` was set. */
  readonly late: { readonly input: undefined; readonly result: number }
  readonly nothing: { readonly input: undefined; readonly result: undefined }
  /** Returns the id of its thread. */
  readonly thread: { readonly input: undefined; readonly result: number }
  /** Loops forever. */
  readonly spin: { readonly input: undefined; readonly result: number }
  /** Waits forever. */
  readonly hang: { readonly input: undefined; readonly result: number }
  readonly fail: { readonly input: string; readonly result: number }
  /** Ends the thread, at once or just after its result. */
  readonly end: { readonly input: 'now' | 'later'; readonly result: number }
  readonly eat: { readonly input: undefined; readonly result: number }
  /** Returns something that cannot be cloned. */
  readonly odd: { readonly input: undefined; readonly result: unknown }
  /** Reading a post: `fail.md` fails, `end.md` ends the thread, and any other loops forever. */
  readonly read: { readonly input: { readonly file: string }; readonly result: number }
  /** Not a job of this worker. */
  readonly unknown: { readonly input: undefined; readonly result: number }
}

/** The module to give a pool. */
export const testWorker = new URL('./test-worker.js', import.meta.url)

// Tests import this module for its types and address; only a pool starts it.
if (!isMainThread) {
  serveJobs<Omit<TestJobs, 'unknown'>>(
    {
      thread: async () => () => threadId,
      echo: async () => (input) => input,
      echoGathered: async () => (input) => input,
      late: async () => {
        if (process.env['FAILS'] !== undefined) throw new Error('too many open files')
        return () => threadId
      },
      nothing: async () => () => undefined,
      spin: async () => () => {
        for (;;);
      },
      read:
        async () =>
        ({ file }) => {
          if (file === 'fail.md') throw new TypeError('as told')
          if (file === 'end.md') process.exit()
          for (;;);
        },
      hang: async () => () => new Promise(() => setInterval(() => {}, 1_000)),
      fail: async () => (input) => {
        throw new Error(input)
      },
      end: async () => (input) => {
        if (input === 'now') process.exit()
        setImmediate(() => {
          throw new Error('later')
        })
        return 1
      },
      eat: async () => () => {
        const kept: string[][] = []
        for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => `${kept.length} ${index}`))
      },
      odd: async () => () => () => 1,
    },
    ['echoGathered'],
  )
}
