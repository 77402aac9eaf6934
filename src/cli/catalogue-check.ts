import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** With this code ends the program that found the catalogue damaged; any other fault means that it could not tell. */
export const damagedCode = 10

/** Looks through the whole catalogue once, beside whatever else goes on. */
export class CatalogueCheck {
  #timer: NodeJS.Timeout | undefined
  #program: ChildProcess | undefined
  #stopped = false

  /** @param damaged - told where it is damaged; it is then marked to be made anew */
  constructor(
    private readonly dataDir: string,
    private readonly damaged: () => void,
  ) {}

  /** @param afterMs - it gives way to whatever a start has to do, and begins after so long */
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
    // Where no program may be started, damage is found when it is come by.
    child.on('error', () => {})
    child.on('exit', (code) => {
      if (code === damagedCode && !this.#stopped) this.damaged()
    })
    child.unref()
  }
}
