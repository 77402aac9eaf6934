/** Runs a limited number of tasks at once; the others wait for their turn, first come, first served. */
export class ConcurrencyLimit {
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(private readonly tasksMax: number) {}

  /** How many tasks are waiting. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Runs the task when its turn comes. Rejects if it does, and the next one begins all the same. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.tasksMax) this.#running++
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }
}
