/** Lets so many works run at once, and has the others wait for their turn, in the order in which they came. */
export class Turns {
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(private readonly most: number) {}

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Does the work when it is its turn; fails as it does, and the next begins all the same. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.most) this.#running++
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
