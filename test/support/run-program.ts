import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** The program as compiled with the tests. */
export const program = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

/** The outcome of a run of the program. */
export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs the program to its end, away from any `.env` and with no settings but the given ones.
 *
 * @param environment - settings, such as `SITE_URL`
 * @param cwd - absolute
 */
export async function runProgram(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd: string = tmpdir(),
): Promise<Run> {
  const child = spawn(process.execPath, [program, ...words], { cwd, env: environment })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code, stdout, stderr }
}
