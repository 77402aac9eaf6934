#!/usr/bin/env -S node --max-semi-space-size=4
import { readFileSync } from 'node:fs'
import { messageOf } from '../model/message-of.js'
import { check } from './check.js'
import { exit } from './command.js'
import { makeOutput } from './output.js'
import { runProgram, tellFault } from './program.js'
import { purge } from './purge.js'
import { serve } from './serve.js'
import { standardStream } from './standard-stream.js'

/** The program: parses the command line, runs the command, and sets the exit code. */
async function main(): Promise<void> {
  let lost = false
  const stdout = standardStream(process.stdout, (error) => {
    if (lost || isBrokenPipe(error)) return
    lost = true
    out.fault(`standard output: ${messageOf(error)}`)
  })
  // What cannot be logged is lost: there is nowhere to report it.
  const out = makeOutput(
    stdout,
    standardStream(process.stderr, () => {}),
  )
  const stop = new AbortController()
  let failed = false
  stopOnSignal(stop)
  process.on('uncaughtException', (error) => {
    tellFault(error, out)
    if (failed) process.exit(exit.failed)
    failed = true
    stop.abort() // Work in progress is finished first: clients in the middle of an answer get all of it.
  })
  const parts = {
    version: readVersion(),
    commands: [serve, check, purge],
    out,
    cwd: process.cwd(),
    signal: stop.signal,
  }
  const code = await runProgram(process.argv.slice(2), parts)
  // Not process.exit(): if a thread is inside an SQLite call, that would abort the process.
  // A result that was lost is a failure; but a server is there to serve, and ends when it is told to.
  process.exitCode = failed || (lost && !stop.signal.aborted) ? exit.failed : code
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

/** The reader of a pipe may leave early (`feedmill check | head`): the work goes on, and its exit code counts. */
function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

function readVersion(): string {
  // Resolved by the package's own name, since the program runs from dist/ and, in tests, from build/.
  const file = new URL(import.meta.resolve('feedmill/package.json'))
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'))
  return version
}

await main()
