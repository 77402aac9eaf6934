import type { Problem } from '../model/problem.js'

/**
 * One command of the program, as a value: what it needs is passed in, and what it returns is the
 * exit code. It never ends the process and never reads the environment.
 */
export interface Command {
  readonly name: string
  /** One line for `--help`, without a full stop. */
  readonly summary: string
  /** Its positional arguments, in order; each is optional, except one that takes `many`. */
  readonly arguments?: readonly CommandArgument[]
  readonly options?: readonly CommandOption[]
  /**
   * Does the work. Resolves to one of `exit` once nothing of it is still running.
   *
   * @throws FeedmillError, or an AggregateError of several, for what the operator can mend: shown as one line each,
   *   without a stack; see `runProgram` for the exit code
   */
  run(context: CommandContext): Promise<number>
}

/** A positional argument, such as the folder of `check`. */
export interface CommandArgument {
  readonly name: string
  readonly summary: string
  /** Takes one or more words. */
  readonly many?: true
}

/** An option such as `--strict`. */
export interface CommandOption {
  /** As commander writes them, with the name of the value if it takes one: `--format <name>`. */
  readonly flags: string
  readonly summary: string
  /** The only values it takes. */
  readonly choices?: readonly string[]
  /** Its value if it is not given; shown in the help. */
  readonly fallback?: string
}

/** What a command runs with. */
export interface CommandContext {
  /** The positional arguments, as typed. */
  readonly arguments: readonly string[]
  /** By name in camel case: `--dry-run` is `dryRun`. A flag that was given is true. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly out: Output
  /** The folder that relative paths on the command line start from. Absolute. */
  readonly cwd: string
  /** Aborted by the first SIGINT or SIGTERM; a second one ends the process at once. */
  readonly signal?: AbortSignal
}

/** Where a command prints. Each call prints one whole line. */
export interface Output {
  /** Prints a result to standard output. */
  line(text: string): void
  /** Prints a Problem to standard output, as `file:line: code: reason. hint`, in colour on a terminal. */
  problem(problem: Problem): void
  /** Prints what stopped the command to standard error. */
  fault(text: string): void
  /** Prints a line of the log, with its newline, to standard error. */
  log(line: string): void
}

/** Exit codes: all is well; something was found or failed; the command line, a setting or the folder is wrong. */
export const exit = { ok: 0, failed: 1, usage: 2 } as const
