#!/usr/bin/env -S node --max-semi-space-size=4
import { readFileSync } from 'node:fs'
import { check } from './check.js'
import { exit } from './command.js'
import { makeOutput } from './output.js'
import { runProgram, tellFault } from './program.js'
import { purge } from './purge.js'
import { serve } from './serve.js'

/** The program: parses the command line, runs the command, and sets the exit code. */
async function main(): Promise<void> {
  const out = makeOutput(process.stdout, process.stderr)
  const stop = new AbortController()
  let failed = false
  stopOnSignal(stop)
  process.on('uncaughtException', (error) => {
    tellFault(error, out)
    if (failed) process.exit(exit.failed)
    failed = true
    stop.abort() // Work in progress is finished first: clients in the middle of an answer get all of it.
  })
  // The reader of a pipe may leave early (`feedmill check | head`); the work goes on, and its exit code counts.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreBrokenPipe)
  const parts = {
    version: readVersion(),
    commands: [serve, check, purge],
    out,
    cwd: process.cwd(),
    signal: stop.signal,
  }
  const code = await runProgram(process.argv.slice(2), parts)
  // Not process.exit(): if a thread is inside an SQLite call, that would abort the process.
  process.exitCode = failed ? exit.failed : code
}

/**
 * The first signal asks the command to stop. The second ends the process at once, with the signal itself, as a shell
 * expects: `process.exit` would wait for threads that are inside a system call.
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

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

function readVersion(): string {
  // Resolved by the package's own name, since the program runs from dist/ and, in tests, from build/.
  const file = new URL(import.meta.resolve('feedmill/package.json'))
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'))
  return version
}

await main()
