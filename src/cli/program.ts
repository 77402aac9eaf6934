import { Argument, CommanderError, Option, Command as Program } from 'commander'
import { FeedmillError, formatProblem, type ProblemCode } from '../model/problem.js'
import { type Command, type CommandContext, type CommandOption, exit } from './command.js'

/** What the program consists of, and what it runs with. */
export interface ProgramParts extends Pick<CommandContext, 'out' | 'cwd' | 'signal'> {
  readonly version: string
  readonly commands: readonly Command[]
}

/**
 * Runs the command that the command line names. It may throw a FeedmillError, or an AggregateError of several:
 * each is printed as one line.
 *
 * @param words - the command line without the program's own name
 * @returns the exit code: `usage` for a command line that is not understood, and for settings and folders that cannot
 *   be used; `failed` for anything else that stops a command
 */
export async function runProgram(words: readonly string[], parts: ProgramParts): Promise<number> {
  if (words.length === 0) {
    const names = parts.commands.map(({ name }) => name).join(', ')
    parts.out.fault(`a command is needed: ${names.replace(/, (?=[^,]*$)/, ' or ')}; see feedmill --help`)
    return exit.usage
  }
  let code: number = exit.ok
  const program = makeProgram(parts, async (command, context) => {
    code = await command.run(context)
  })
  try {
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    return tellError(error, parts)
  }
}

type Run = (command: Command, context: CommandContext) => Promise<void>

function makeProgram(parts: ProgramParts, run: Run): Program {
  const { out, version, commands } = parts
  const program = new Program('feedmill')
    .description('A folder of posts in; every feed out.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'Print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.line(text.trimEnd()),
      // Commander puts its suggestion on a second line: `unknown command 'chek' (Did you mean check?)`.
      outputError: (text) =>
        out.fault(
          text
            .replace(/^error: /, '')
            .trim()
            .replaceAll(/\s*\n\s*/g, ' '),
        ),
    })
  for (const command of commands) addCommand(program, command, parts, run)
  return program
}

function addCommand(program: Program, command: Command, { out, cwd, signal }: ProgramParts, run: Run): void {
  const sub = program.command(command.name).summary(command.summary).description(`${command.summary}.`)
  for (const { name, summary, many } of command.arguments ?? []) {
    sub.addArgument(new Argument(many ? `<${name}...>` : `[${name}]`, summary))
  }
  for (const option of command.options ?? []) sub.addOption(makeOption(option))
  sub.action(async () => {
    const context = { arguments: sub.args, options: sub.opts(), out, cwd }
    await run(command, signal === undefined ? context : { ...context, signal })
  })
}

function makeOption({ flags, summary, choices, fallback }: CommandOption): Option {
  const option = new Option(flags, summary)
  if (choices !== undefined) option.choices(choices)
  if (fallback !== undefined) option.default(fallback)
  return option
}

/** Problems that are no mistake in the command line or the settings: it may work later. */
const transient: ReadonlySet<ProblemCode> = new Set(['port-in-use', 'data-in-use'])

function tellError(error: unknown, { out }: ProgramParts): number {
  // Commander has already printed its message, through `outputError`.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage
  const faults = error instanceof AggregateError ? error.errors : [error]
  if (!faults.every((fault) => fault instanceof FeedmillError)) {
    tellFault(error, out)
    return exit.failed
  }
  for (const { problem } of faults) out.fault(formatProblem(problem))
  return faults.every(({ problem }) => transient.has(problem.code)) ? exit.failed : exit.usage
}

/** Prints an unexpected error: one line if a system call failed, with its stack if the fault is ours. */
export function tellFault(error: unknown, out: CommandContext['out']): void {
  const isSystem = error instanceof Error && 'syscall' in error
  const text =
    error instanceof Error ? ((isSystem ? error.message : error.stack) ?? error.message) : String(error)
  for (const line of text.split('\n')) out.fault(line)
}
