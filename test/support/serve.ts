import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A program that serves a folder, in a process of its own. */
export interface Served {
  /** Its address, as it printed it: `http://localhost:41234`. */
  readonly address: string
  /** Resolves to the next line of the log that matches; `LOG_LEVEL` must let it through. */
  logged(line: RegExp): Promise<string>
  /** Resolves once a line of the log matches, or at once if one did. */
  hasLogged(line: RegExp): Promise<void>
  /** Sends it a signal. */
  signal(name: NodeJS.Signals): void
  /** Resolves once it has ended: to its exit code, or to the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** Asks it to stop, as an operator would; resolves as `ended` does. */
  stop(): Promise<number | NodeJS.Signals | null>
}

/**
 * Serves a folder on a free port, with a catalogue of its own that is deleted afterwards.
 *
 * @param program - the compiled `cli/main.js`, or the bundle of it
 * @param environment - settings besides `PORT` and `DATA_DIR`
 * @returns once it has printed its address; rejects with its output if it ends first
 */
export async function serveFolder(
  program: string,
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const dataDir = await mkdtemp(join(tmpdir(), 'feedmill-served-'))
  const env = { ...environment, PORT: '0', DATA_DIR: dataDir }
  const child = spawn(process.execPath, [program, 'serve', folder], { env })
  const ended = once(child, 'close').then(async ([code, signal]) => {
    await rm(dataDir, { recursive: true, force: true })
    return code ?? signal
  })
  const said: string[] = []
  const log = createInterface(child.stderr)
  log.on('line', (line) => said.push(`${line}\n`))
  for await (const line of createInterface(child.stdout)) {
    said.push(`${line}\n`)
    const [, address] = /(https?:\/\/\S+?)\/\s+pages/.exec(line) ?? []
    if (address === undefined) continue
    child.stdout.resume()
    const logged = (wanted: RegExp) =>
      new Promise<string>((resolve) => {
        const hear = (line: string) => {
          if (!wanted.test(line)) return
          log.off('line', hear)
          resolve(line)
        }
        log.on('line', hear)
      })
    return {
      address,
      ended,
      signal: (name) => child.kill(name),
      logged,
      async hasLogged(wanted) {
        if (!said.some((line) => wanted.test(line))) await logged(wanted)
      },
      stop() {
        child.kill('SIGTERM')
        return ended
      },
    }
  }
  throw new Error(`the server ended with ${await ended}: ${said.join('')}`)
}
