/** Where progress is shown: a terminal gets one line that is redrawn. */
export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Shortest time between two updates, on a terminal and elsewhere, in milliseconds. */
const drawnEveryMs = 100
const saidEveryMs = 10_000

const barCells = 30

/**
 * Shows how far a long reading has come.
 *
 * @param say - prints a line instead, if the stream is no terminal
 * @param elapsedMs - a monotonic clock
 */
export class Progress {
  #shownMs = Number.NEGATIVE_INFINITY
  #drawn = false

  constructor(
    private readonly stream: ProgressStream,
    private readonly say: (text: string) => void,
    private readonly elapsedMs: () => number = () => performance.now(),
  ) {}

  show(done: number, total: number): void {
    const now = this.elapsedMs()
    const terminal = this.stream.isTTY === true
    const every = terminal ? drawnEveryMs : saidEveryMs
    if (now - this.#shownMs < every && done < total) return
    this.#shownMs = now
    if (terminal) this.#draw(done, total)
    else this.say(`read ${done} of ${total} posts`)
  }

  /** Erases the line. */
  clear(): void {
    if (this.#drawn) this.stream.write('\r\u001B[K')
    this.#drawn = false
  }

  #draw(done: number, total: number): void {
    const filled = Math.round((barCells * done) / Math.max(total, 1))
    const bar = '█'.repeat(filled) + '░'.repeat(barCells - filled)
    const text = `reading ${bar} ${done} / ${total}`
    this.stream.write(`\r\u001B[K${text.slice(0, Math.max((this.stream.columns ?? 80) - 1, 20))}`)
    this.#drawn = true
  }
}
