import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Request, WorkerStart } from './pool-messages.js'
import type { JobKinds } from './worker-pool.js'

/** For each kind of job, how to get at the function that does it; asked once, when the first such job comes. */
export type Handlers<Jobs extends JobKinds> = {
  readonly [K in keyof Jobs]: () => Promise<Handler<Jobs[K]>>
}
type Handler<Job extends JobKinds[string]> = (input: Job['input']) => Job['result'] | Promise<Job['result']>

/**
 * Answers the jobs of a `WorkerPool`, one at a time and in order. Called once, by a worker's module.
 *
 * The id of the current job is written where the pool can read it even while this thread is busy. So the
 * deadline counts the work alone, neither the start of the thread nor the loading of its modules.
 */
export function serveJobs<Jobs extends JobKinds>(handlers: Handlers<Jobs>): void {
  const { inHand } = workerData as WorkerStart
  const port = parentPort
  if (port === null) throw new Error('serveJobs is for worker threads')
  const loaded = new Map<string, Promise<Handler<Jobs[string]>>>()
  const load = (kind: string): Promise<Handler<Jobs[string]>> => {
    const handler =
      loaded.get(kind) ?? handlers[kind]?.() ?? Promise.reject(new Error(`no job is called ${kind}`))
    loaded.set(kind, handler)
    return handler
  }
  let last: Promise<void> = Promise.resolve()
  port.on('message', (request: Request) => {
    last = last.then(async () => {
      const said = await answer(request, load, inHand)
      try {
        port.postMessage(said)
      } catch (error) {
        // A result that cannot be cloned: those behind it are to be answered all the same.
        port.postMessage({ id: request.id, error: String(error) } satisfies Answer)
      }
    })
  })
  port.postMessage({ id: 0, ready: true } satisfies Answer)
}

async function answer<Job extends JobKinds[string]>(
  { id, kind, input }: Request,
  load: (kind: string) => Promise<Handler<Job>>,
  inHand: Int32Array,
): Promise<Answer> {
  try {
    const handler = await load(kind)
    Atomics.store(inHand, 0, id)
    return { id, value: await handler(input) }
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  } finally {
    Atomics.store(inHand, 0, 0)
  }
}
