import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Exit code of the check that found damage; any other failure means that it could not tell. */
export const damagedCode = 10

/** Looks through the whole catalogue once, beside whatever else goes on. */
export class CatalogueCheck {
  #timer: NodeJS.Timeout | undefined
  #program: ChildProcess | undefined
  #stopped = false

  /** @param damaged - called if it is damaged; it is then marked to be rebuilt */
  constructor(
    private readonly dataDir: string,
    private readonly damaged: () => void,
  ) {}

  /** @param afterMs - delay, so that the check does not get in the way of a start */
  start(afterMs: number): void {
    if (!this.#stopped) this.#timer = setTimeout(() => this.#begin(), afterMs).unref()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    // It only reads, so nothing is left half done.
    this.#program?.kill('SIGKILL')
  }

  #begin(): void {
    const program = fileURLToPath(new URL('./check-program.js', import.meta.url))
    const child = spawn(process.execPath, [program, this.dataDir], { stdio: 'ignore' })
    this.#program = child
    // If no process can be started, damage is found when it is met.
    child.on('error', () => {})
    child.on('exit', (code) => {
      if (code === damagedCode && !this.#stopped) this.damaged()
    })
    child.unref()
  }
}
