/** Rings once, at the earliest of the times that it was set to; then it waits to be set again. */
export class Alarm {
  #timer: NodeJS.Timeout | undefined
  #atMs = Number.POSITIVE_INFINITY

  constructor(private readonly ring: () => void) {}

  /** @param atMs - on the clock of `performance.now()` */
  set(atMs: number): void {
    if (atMs >= this.#atMs) return
    this.clear()
    this.#atMs = atMs
    this.#timer = setTimeout(
      () => {
        this.clear()
        this.ring()
      },
      Math.max(atMs - performance.now(), 0),
    )
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#atMs = Number.POSITIVE_INFINITY
  }
}
