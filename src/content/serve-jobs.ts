import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { lazily } from '../model/lazily.js'
import type { Answer, Request, WorkerStart } from './pool-messages.js'
import type { JobKinds } from './worker-pool.js'

/** For each kind of job, how to load the function that does it; called when the first such job comes. */
export type Handlers<Jobs extends JobKinds> = {
  readonly [K in keyof Jobs]: () => Promise<Handler<Jobs[K]>>
}
type Handler<Job extends JobKinds[string]> = (input: Job['input']) => Job['result'] | Promise<Job['result']>

/**
 * Answers the jobs of a `WorkerPool`, one at a time and in order. Called once, by a worker's module.
 *
 * A thread that cannot load the code of a job, as when too many files are open, ends: Node keeps the failure for as long
 * as the thread lives (see `lazily`). Only that job is lost, and the pool gives those behind it to another thread.
 *
 * The id of the current job is written to memory that the pool can read even while this thread is busy. So the deadline
 * covers the work alone, not the start of the thread or the loading of its modules.
 *
 * @param batchedKinds - kinds of jobs that come by the hundred and are not awaited one by one: their answers are sent in
 *   batches, and the pool runs those jobs again if the thread ends before
 */
export function serveJobs<Jobs extends JobKinds>(
  handlers: Handlers<Jobs>,
  batchedKinds: readonly (keyof Jobs & string)[] = [],
): void {
  const { currentJob } = workerData as WorkerStart
  const port = parentPort
  if (port === null) throw new Error('serveJobs is for worker threads')
  const loaders = new Map<string, () => Promise<Handler<Jobs[string]>>>()
  for (const [kind, load] of Object.entries(handlers)) loaders.set(kind, lazily(load))
  const load = (kind: string): Promise<Handler<Jobs[string]>> =>
    loaders.get(kind)?.() ?? Promise.reject(new Error(`no job is called ${kind}`))
  const answers = new Answers(port)
  let last: Promise<void> = Promise.resolve()
  let canLoad = true
  const answerAll = async (requests: readonly Request[]): Promise<void> => {
    for (const request of requests) {
      const handler = await load(request.kind).catch((error: unknown) => {
        canLoad = false
        answers.add({ id: request.id, error: describe(error) })
      })
      if (handler === undefined) break
      answers.add(await answer(request, handler, currentJob))
      if (!batchedKinds.includes(request.kind)) answers.send()
    }
    answers.send()
    if (!canLoad) port.close()
  }
  port.on('message', (requests: readonly Request[]) => {
    last = last.then(() => (canLoad ? answerAll(requests) : undefined))
  })
  port.postMessage([{ id: 0, ready: true }] satisfies Answer[])
}

/** How long answers are batched, in milliseconds; a batch is also sent once its requests are all answered. */
const gatherMs = 5

/** Answers on their way to the pool. */
class Answers {
  #waiting: Answer[] = []
  #sinceMs = 0

  constructor(private readonly port: MessagePort) {}

  add(answer: Answer): void {
    const nowMs = performance.now()
    if (this.#waiting.length === 0) this.#sinceMs = nowMs
    this.#waiting.push(answer)
    if (nowMs - this.#sinceMs > gatherMs) this.send()
  }

  send(): void {
    const answers = this.#waiting
    if (answers.length === 0) return
    this.#waiting = []
    try {
      this.port.postMessage(answers)
    } catch {
      for (const answer of answers) this.#sendAlone(answer)
    }
  }

  /** For when a result cannot be cloned: the others of its batch must still be delivered. */
  #sendAlone(answer: Answer): void {
    try {
      this.port.postMessage([answer])
    } catch (error) {
      this.port.postMessage([{ id: answer.id, error: String(error) }] satisfies Answer[])
    }
  }
}

async function answer<Job extends JobKinds[string]>(
  { id, input }: Request,
  handler: Handler<Job>,
  currentJob: Int32Array,
): Promise<Answer> {
  try {
    Atomics.store(currentJob, 0, id)
    return { id, value: await handler(input) }
  } catch (error) {
    return { id, error: describe(error) }
  } finally {
    Atomics.store(currentJob, 0, 0)
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
