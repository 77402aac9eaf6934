import { Worker } from 'node:worker_threads'
import { closedLoss, JobLost } from './job-lost.js'
import type { Answer, Request, WorkerStart } from './pool-messages.js'

/** The jobs that a worker's module answers: for each kind, what goes in and what comes out (both cloned). */
export type JobKinds = { readonly [kind: string]: { readonly input: unknown; readonly result: unknown } }

/** How a pool works; only the module has no default. */
export interface WorkerPoolOptions {
  /** The worker's module; it calls `serveJobs`. */
  readonly module: URL
  /** Longest time one job may take, in milliseconds, counted from when its worker begins it. */
  readonly deadlineMs?: number
  readonly workers?: number
  /** A further worker is started where each has so many jobs before it, and has answered so many. */
  readonly crowd?: { readonly waiting: number; readonly answered: number }
  /** Jobs that a worker is sent ahead of its answers, so that it never waits for the next one. */
  readonly ahead?: number
  /** Milliseconds after which an idle worker is ended: its memory is worth more than the time to start another. */
  readonly idleMs?: number
  /** Heap that a worker may use, in MB; one that wants more ends, and its job is lost. */
  readonly memoryMb?: number
}

const ticksPerDeadline = 8

/**
 * Worker threads for jobs over hostile input: each job has a deadline, and a worker that passes it, runs
 * out of memory or throws is replaced. Only the job that it was doing is lost; those behind it go on.
 *
 * Jobs are begun in the order in which they were given. The pool keeps the process alive only while a
 * job is under way.
 */
export class WorkerPool<Jobs extends JobKinds> {
  readonly #options: Required<WorkerPoolOptions>
  readonly #hands: Hand[] = []
  #waiting: Task[] = []
  #lastId = 0
  #timer: NodeJS.Timeout | undefined
  #isHanding = false
  #closed = false

  constructor(options: WorkerPoolOptions) {
    this.#options = {
      deadlineMs: 2_000,
      workers: 1,
      crowd: { waiting: 1, answered: 0 },
      ahead: 8,
      memoryMb: 256,
      idleMs: 10_000,
      ...options,
    }
  }

  /**
   * Runs one job.
   *
   * @returns its result; rejects with `JobLost` where there is none
   */
  run<K extends keyof Jobs & string>(kind: K, input: Jobs[K]['input']): Promise<Jobs[K]['result']> {
    if (this.#closed) return Promise.reject(closedLoss())
    return new Promise((resolve, reject) => {
      this.#lastId = (this.#lastId % 0x7fff_ffff) + 1
      this.#waiting.push({ id: this.#lastId, kind, input, resolve, reject })
      this.#handSoon()
    })
  }

  /** Ends every worker at once; jobs under way are lost with the reason `closed`. */
  async close(): Promise<void> {
    this.#closed = true
    this.#watch()
    const lost = [...this.#hands.flatMap((hand) => hand.tasks.splice(0)), ...this.#waiting.splice(0)]
    for (const task of lost) task.reject(closedLoss())
    await Promise.all(this.#hands.map((hand) => hand.worker.terminate()))
  }

  #handSoon(): void {
    if (this.#isHanding) return
    this.#isHanding = true
    queueMicrotask(() => {
      this.#isHanding = false
      if (!this.#closed) this.#hand()
    })
  }

  /** Gives waiting jobs to the workers that have the fewest, starting workers where there are too few. */
  #hand(): void {
    const handed = new Map<Hand, Request[]>()
    let taken = 0
    for (const task of this.#waiting) {
      const hand = this.#freest()
      if (hand === undefined) break
      taken += 1
      hand.tasks.push(task)
      const requests = handed.get(hand) ?? []
      requests.push({ id: task.id, kind: task.kind, input: task.input })
      handed.set(hand, requests)
    }
    this.#waiting.splice(0, taken)
    for (const [hand, requests] of handed) {
      hand.worker.ref()
      clearTimeout(hand.idle)
      hand.worker.postMessage(requests)
    }
    this.#watch()
  }

  #freest(): Hand | undefined {
    const { workers, ahead, crowd } = this.#options
    const least = this.#hands.reduce<Hand | undefined>(
      (best, hand) =>
        hand.doomed === undefined && (best?.tasks.length ?? ahead) > hand.tasks.length ? hand : best,
      undefined,
    )
    const isCalm = ({ tasks, answers }: Hand) => tasks.length < crowd.waiting || answers < crowd.answered
    return this.#hands.length >= workers || (least && isCalm(least)) ? least : this.#start()
  }

  #start(): Hand {
    const { module, memoryMb } = this.#options
    const inHand = new Int32Array(new SharedArrayBuffer(4))
    const worker = new Worker(module, {
      workerData: { inHand } satisfies WorkerStart,
      // The flags of the program may be such as only the main thread can have (`--input-type`).
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 8 },
    })
    const hand: Hand = {
      worker,
      inHand,
      tasks: [],
      ready: false,
      answers: 0,
      seenId: 0,
      ticks: 0,
      doomed: undefined,
      idle: undefined,
    }
    worker.on('message', (answers: readonly Answer[]) => this.#answered(hand, answers))
    worker.on('error', (error) => {
      hand.fault = error
    })
    worker.on('exit', () => this.#ended(hand))
    this.#hands.push(hand)
    return hand
  }

  #answered(hand: Hand, answers: readonly Answer[]): void {
    for (const answer of answers) {
      if (answer.id === 0) {
        hand.ready = true
        continue
      }
      hand.answers++
      const at = hand.tasks.findIndex((task) => task.id === answer.id)
      const [task] = at < 0 ? [] : hand.tasks.splice(at, 1)
      if ('value' in answer) task?.resolve(answer.value)
      else if ('error' in answer) task?.reject(new JobLost('failed', answer.error))
    }
    this.#hand()
    if (hand.tasks.length === 0) this.#rest(hand)
  }

  /** A worker without jobs keeps no process alive, and is ended if none comes. */
  #rest(hand: Hand): void {
    hand.worker.unref()
    hand.idle = setTimeout(() => {
      this.#hands.splice(this.#hands.indexOf(hand), 1)
      void hand.worker.terminate()
    }, this.#options.idleMs).unref()
  }

  /** A worker is gone. Its last answers are already in: Node hands them over before it says `exit`. */
  #ended(hand: Hand): void {
    clearTimeout(hand.idle)
    if (!this.#hands.includes(hand)) return
    this.#hands.splice(this.#hands.indexOf(hand), 1)
    const rest = hand.tasks.splice(0)
    // A worker that never began to listen has a broken module, which a second worker would have, too.
    const lost = hand.ready ? rest.filter((task) => task.id === culprit(hand, rest)) : rest
    for (const task of lost) task.reject(lossOf(hand))
    this.#waiting = [...rest.filter((task) => !lost.includes(task)), ...this.#waiting]
    this.#hand()
  }

  /** Ticks while a job is under way, and not otherwise. */
  #watch(): void {
    const busy = !this.#closed && this.#hands.some((hand) => hand.tasks.length > 0)
    if (busy && this.#timer === undefined) {
      this.#timer = setInterval(() => this.#tick(), this.#options.deadlineMs / ticksPerDeadline).unref()
    } else if (!busy && this.#timer !== undefined) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  /**
   * Ends workers that spend too long on one job. Ticks are counted and no clock is read, so that a process that was
   * stopped for a while, or a busy event loop, makes no job late.
   */
  #tick(): void {
    for (const hand of this.#hands) {
      const id = Atomics.load(hand.inHand, 0)
      hand.ticks = id === hand.seenId && id !== 0 ? hand.ticks + 1 : 0
      hand.seenId = id
      if (hand.ticks < ticksPerDeadline || hand.doomed !== undefined) continue
      hand.doomed = id
      void hand.worker.terminate()
    }
  }
}

interface Task extends Request {
  readonly resolve: (value: unknown) => void
  readonly reject: (loss: JobLost) => void
}

/** One worker with the jobs that it was sent and has not answered. */
interface Hand {
  readonly worker: Worker
  readonly inHand: Int32Array
  readonly tasks: Task[]
  ready: boolean
  answers: number
  seenId: number
  /** For how many ticks in a row the same job was seen in hand. */
  ticks: number
  /** The job for which the worker is being ended. */
  doomed: number | undefined
  /** Until it is ended for want of work. */
  idle: NodeJS.Timeout | undefined
  fault?: Error
}

/**
 * The job during which a worker ended. Between two jobs, none is to blame; but a worker that never answered
 * anything is blamed on its first job, or the pool would start one worker after another for ever.
 */
function culprit({ doomed, inHand, answers }: Hand, rest: readonly Task[]): number | undefined {
  if (doomed !== undefined) return doomed
  const id = Atomics.load(inHand, 0)
  if (rest.some((task) => task.id === id)) return id
  return answers > 0 ? undefined : rest[0]?.id
}

function lossOf({ doomed, fault }: Hand): JobLost {
  if (doomed !== undefined) return new JobLost('too-slow', 'the job passed its deadline')
  return new JobLost('died', fault?.message ?? 'the worker ended by itself', { cause: fault })
}
