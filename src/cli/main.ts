#!/usr/bin/env -S node --max-semi-space-size=4
import { readFileSync } from 'node:fs'
import { check } from './check.js'
import { exit } from './command.js'
import { makeOutput } from './output.js'
import { runProgram, tellFault } from './program.js'
import { purge } from './purge.js'
import { serve } from './serve.js'

/** The program: reads the words, runs the command, and leaves its exit code. */
async function main(): Promise<void> {
  const out = makeOutput(process.stdout, process.stderr)
  const stop = new AbortController()
  let failed = false
  stopOnSignal(stop)
  process.on('uncaughtException', (error) => {
    tellFault(error, out)
    if (failed) process.exit(exit.failed)
    failed = true
    stop.abort() // What is under way is finished first: readers in the middle of an answer get it.
  })
  // The reader of a pipe may leave (`feedmill check | head`): the work and its exit code stand all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', passOverBrokenPipe)
  const parts = {
    version: readVersion(),
    commands: [serve, check, purge],
    out,
    cwd: process.cwd(),
    signal: stop.signal,
  }
  const code = await runProgram(process.argv.slice(2), parts)
  // Not process.exit(): a thread inside a call of SQLite would abort the process.
  process.exitCode = failed ? exit.failed : code
}

/**
 * The first signal asks the command to end. The second ends the process at once, by the signal itself as a
 * shell expects: `process.exit` would wait for threads that are inside a call of the system.
 */
function stopOnSignal(stop: AbortController): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (!stop.signal.aborted) return stop.abort()
      process.removeAllListeners(name)
      process.kill(process.pid, name)
    })
  }
}

function passOverBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

function readVersion(): string {
  // By the package's own name, since the program runs from dist/ and, in the tests, from build/.
  const file = new URL(import.meta.resolve('feedmill/package.json'))
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'))
  return version
}

await main()
