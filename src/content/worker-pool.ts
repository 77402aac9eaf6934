import { Worker } from 'node:worker_threads'
import { closedLoss, JobLost } from './job-lost.js'
import type { Answer, Request, WorkerStart } from './pool-messages.js'

/** The jobs that a worker's module handles: for each kind, its input and its result (both are cloned). */
export type JobKinds = { readonly [kind: string]: { readonly input: unknown; readonly result: unknown } }

/** How a pool works; all but the module have defaults. */
export interface WorkerPoolOptions {
  /** The worker's module; it calls `serveJobs`. */
  readonly module: URL
  /** Longest time that one job may take, in milliseconds, counted from when its worker begins it. */
  readonly deadlineMs?: number
  readonly workers?: number
  /** A worker is added once each has this many jobs queued, and the least busy one has answered this many. */
  readonly scaleUp?: { readonly waiting: number; readonly answered: number }
  /** How many jobs a worker may have unanswered, so that it never waits for the next one. */
  readonly maxInFlight?: number
  /** Idle time after which a worker is terminated, in milliseconds: its memory is worth more than a quick start. */
  readonly idleMs?: number
  /** Heap that a worker may use, in MB; one that needs more dies, and its job is lost. */
  readonly memoryMb?: number
}

const ticksPerDeadline = 8

/**
 * Worker threads for jobs on hostile input: each job has a deadline, and a worker that exceeds it, runs out of memory
 * or dies is replaced. Only the job that it was doing is lost; the jobs queued behind it go on.
 *
 * Jobs are begun in the order in which they were given. The pool keeps the process alive only while a job is in flight.
 */
export class WorkerPool<Jobs extends JobKinds> {
  readonly #options: Required<WorkerPoolOptions>
  readonly #slots: Slot[] = []
  #waiting: Task[] = []
  #lastId = 0
  #timer: NodeJS.Timeout | undefined
  #isDispatching = false
  #closed = false

  constructor(options: WorkerPoolOptions) {
    this.#options = {
      deadlineMs: 2_000,
      workers: 1,
      scaleUp: { waiting: 1, answered: 0 },
      maxInFlight: 8,
      memoryMb: 256,
      idleMs: 10_000,
      ...options,
    }
  }

  /**
   * Runs one job.
   *
   * @returns its result; rejects with `JobLost` if there is none
   */
  run<K extends keyof Jobs & string>(kind: K, input: Jobs[K]['input']): Promise<Jobs[K]['result']> {
    if (this.#closed) return Promise.reject(closedLoss())
    return new Promise((resolve, reject) => {
      this.#lastId = (this.#lastId % 0x7fff_ffff) + 1
      this.#waiting.push({ id: this.#lastId, kind, input, resolve, reject })
      this.#dispatchSoon()
    })
  }

  /** Terminates every worker at once; jobs in flight are lost with the reason `closed`. */
  async close(): Promise<void> {
    this.#closed = true
    this.#watch()
    const lost = [...this.#slots.flatMap((slot) => slot.tasks.splice(0)), ...this.#waiting.splice(0)]
    for (const task of lost) task.reject(closedLoss())
    await Promise.all(this.#slots.map((slot) => slot.worker.terminate()))
  }

  #dispatchSoon(): void {
    if (this.#isDispatching) return
    this.#isDispatching = true
    queueMicrotask(() => {
      this.#isDispatching = false
      if (!this.#closed) this.#dispatch()
    })
  }

  /** Sends waiting jobs to the least busy workers, and starts workers if there are too few. */
  #dispatch(): void {
    const sent = new Map<Slot, Request[]>()
    let taken = 0
    for (const task of this.#waiting) {
      const slot = this.#leastBusy()
      if (slot === undefined) break
      taken += 1
      slot.tasks.push(task)
      const requests = sent.get(slot) ?? []
      requests.push({ id: task.id, kind: task.kind, input: task.input })
      sent.set(slot, requests)
    }
    this.#waiting.splice(0, taken)
    for (const [slot, requests] of sent) {
      slot.worker.ref()
      clearTimeout(slot.idle)
      slot.worker.postMessage(requests)
    }
    this.#watch()
  }

  #leastBusy(): Slot | undefined {
    const { workers, maxInFlight, scaleUp } = this.#options
    const least = this.#slots.reduce<Slot | undefined>(
      (best, slot) =>
        slot.doomed === undefined && (best?.tasks.length ?? maxInFlight) > slot.tasks.length ? slot : best,
      undefined,
    )
    const isCalm = ({ tasks, answers }: Slot) => tasks.length < scaleUp.waiting || answers < scaleUp.answered
    return this.#slots.length >= workers || (least && isCalm(least)) ? least : this.#start()
  }

  #start(): Slot {
    const { module, memoryMb } = this.#options
    const currentJob = new Int32Array(new SharedArrayBuffer(4))
    const worker = new Worker(module, {
      workerData: { currentJob } satisfies WorkerStart,
      // The program may have been started with flags that only the main thread accepts (`--input-type`).
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 8 },
    })
    const slot: Slot = {
      worker,
      currentJob,
      tasks: [],
      ready: false,
      answers: 0,
      seenId: 0,
      ticks: 0,
      doomed: undefined,
      idle: undefined,
    }
    worker.on('message', (answers: readonly Answer[]) => this.#answered(slot, answers))
    worker.on('error', (error) => {
      slot.fault = error
    })
    worker.on('exit', () => this.#ended(slot))
    this.#slots.push(slot)
    return slot
  }

  #answered(slot: Slot, answers: readonly Answer[]): void {
    for (const answer of answers) {
      if (answer.id === 0) {
        slot.ready = true
        continue
      }
      slot.answers++
      const at = slot.tasks.findIndex((task) => task.id === answer.id)
      const [task] = at < 0 ? [] : slot.tasks.splice(at, 1)
      if ('value' in answer) task?.resolve(answer.value)
      else if ('error' in answer) task?.reject(new JobLost('failed', answer.error))
    }
    this.#dispatch()
    if (slot.tasks.length === 0) this.#idle(slot)
  }

  /** An idle worker does not keep the process alive, and is terminated if no job comes. */
  #idle(slot: Slot): void {
    slot.worker.unref()
    slot.idle = setTimeout(() => {
      this.#slots.splice(this.#slots.indexOf(slot), 1)
      void slot.worker.terminate()
    }, this.#options.idleMs).unref()
  }

  /** A worker is gone. Its last answers are already in: Node delivers them before it emits `exit`. */
  #ended(slot: Slot): void {
    clearTimeout(slot.idle)
    if (!this.#slots.includes(slot)) return
    this.#slots.splice(this.#slots.indexOf(slot), 1)
    const rest = slot.tasks.splice(0)
    // If a worker never became ready its module is broken, and another worker would fail in the same way.
    const lost = slot.ready ? rest.filter((task) => task.id === culprit(slot, rest)) : rest
    for (const task of lost) task.reject(lossOf(slot))
    this.#waiting = [...rest.filter((task) => !lost.includes(task)), ...this.#waiting]
    this.#dispatch()
  }

  /** Ticks only while a job is in flight. */
  #watch(): void {
    const busy = !this.#closed && this.#slots.some((slot) => slot.tasks.length > 0)
    if (busy && this.#timer === undefined) {
      this.#timer = setInterval(() => this.#tick(), this.#options.deadlineMs / ticksPerDeadline).unref()
    } else if (!busy && this.#timer !== undefined) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  /**
   * Terminates workers that spend too long on one job. Ticks are counted instead of reading a clock, so that no job is
   * late because the process was stopped for a while, or the event loop was busy.
   */
  #tick(): void {
    for (const slot of this.#slots) {
      const id = Atomics.load(slot.currentJob, 0)
      slot.ticks = id === slot.seenId && id !== 0 ? slot.ticks + 1 : 0
      slot.seenId = id
      if (slot.ticks < ticksPerDeadline || slot.doomed !== undefined) continue
      slot.doomed = id
      void slot.worker.terminate()
    }
  }
}

interface Task extends Request {
  readonly resolve: (value: unknown) => void
  readonly reject: (loss: JobLost) => void
}

/** One worker, with the jobs that it was sent and has not answered. */
interface Slot {
  readonly worker: Worker
  readonly currentJob: Int32Array
  readonly tasks: Task[]
  ready: boolean
  answers: number
  seenId: number
  /** For how many ticks in a row the same job has been in progress. */
  ticks: number
  /** Id of the job for which the worker is being terminated. */
  doomed: number | undefined
  /** Terminates the worker if it stays idle. */
  idle: NodeJS.Timeout | undefined
  fault?: Error
}

/**
 * The job during which a worker ended. Between two jobs, none is to blame; but a worker that never answered anything is
 * blamed on its first job, or the pool would start one worker after another forever.
 */
function culprit({ doomed, currentJob, answers }: Slot, rest: readonly Task[]): number | undefined {
  if (doomed !== undefined) return doomed
  const id = Atomics.load(currentJob, 0)
  if (rest.some((task) => task.id === id)) return id
  return answers > 0 ? undefined : rest[0]?.id
}

function lossOf({ doomed, fault }: Slot): JobLost {
  if (doomed !== undefined) return new JobLost('too-slow', 'the job passed its deadline')
  return new JobLost('died', fault?.message ?? 'the worker ended by itself', { cause: fault })
}
