import type { Problem } from '../model/problem.js'

/**
 * One command of the program, as a value: what it needs is handed in, and what it answers is the
 * exit code. It never ends the process and reads no environment.
 */
export interface Command {
  readonly name: string
  /** One line for `--help`, without a full stop. */
  readonly summary: string
  /** The words it takes besides options, in order; each may be left out but where there are `many`. */
  readonly arguments?: readonly CommandWord[]
  readonly options?: readonly CommandOption[]
  /**
   * Does the work, and answers one of `exit` when all of it is over: nothing of it is still running.
   *
   * @throws FeedmillError for what the operator can mend: shown as one line, without a stack, exit 2
   */
  run(context: CommandContext): Promise<number>
}

/** A word that belongs to no option, such as the folder of `check`. */
export interface CommandWord {
  readonly name: string
  readonly summary: string
  /** One at least, and any number of them. */
  readonly many?: true
}

/** A word with dashes. */
export interface CommandOption {
  /** With the name of its value, if it takes one: `--format <name>`. */
  readonly flags: string
  readonly summary: string
  /** The only values it takes. */
  readonly choices?: readonly string[]
  /** Its value where it is not given; shown in the help. */
  readonly fallback?: string
}

/** What a command runs with. */
export interface CommandContext {
  /** The words that belong to no option, as they were typed. */
  readonly arguments: readonly string[]
  /** By name in camel case: `--dry-run` is `dryRun`. A flag is true where it was given. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly out: Output
  /** What relative paths on the command line are relative to. Absolute. */
  readonly cwd: string
  /** Aborted by the first SIGINT or SIGTERM; a second one ends the process at once. */
  readonly signal?: AbortSignal
}

/** Where a command speaks. Each call is one whole line. */
export interface Output {
  /** Writes what was asked for: standard output. */
  line(text: string): void
  /** Writes a Problem as `file:line: code: reason. hint`, in colours on a terminal: standard output. */
  problem(problem: Problem): void
  /** Writes what stopped the command: standard error. */
  fault(text: string): void
}

/** Exit codes: all is well; something was found or failed; the words or the settings are wrong. */
export const exit = { ok: 0, failed: 1, usage: 2 } as const
