import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Exit code of a check that found damage; any other failure means that it could not tell. */
export const damagedCode = 10

/** Checks the whole catalogue for damage, once, in a process of its own. */
export class CatalogueCheck {
  #timer: NodeJS.Timeout | undefined
  #program: ChildProcess | undefined
  #stopped = false

  /** @param damaged - called if damage was found; the catalogue is then already marked for a rebuild */
  constructor(
    private readonly dataDir: string,
    private readonly damaged: () => void,
  ) {}

  /** Only the first call counts. @param afterMs - delay in milliseconds, so that it does not slow down a start */
  start(afterMs: number): void {
    if (!this.#stopped) this.#timer ??= setTimeout(() => this.#begin(), afterMs).unref()
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
    // If no process can be started, damage is only noticed when a query meets it.
    child.on('error', () => {})
    child.on('exit', (code) => {
      if (code === damagedCode && !this.#stopped) this.damaged()
    })
    child.unref()
  }
}
