import type { Config } from '../config/settings.js'
import { siteOf } from '../config/site-of.js'
import { type Problem, toPlainProblem } from '../model/problem.js'
import { type Command, type CommandContext, exit } from './command.js'
import { counted } from './counted.js'
import type { CheckOptions } from './examine-folder.js'
import { configFor, folderArgument, requireFolder } from './folder.js'
import { readOptionsOf } from './read-options.js'

/** `feedmill check`: reads every post and reports its problems. Publishes nothing and opens no catalogue. */
export const check: Command = {
  name: 'check',
  summary: 'Read every post and say what is wrong; publish nothing',
  arguments: [folderArgument],
  options: [
    {
      flags: '--format <name>',
      summary: 'one problem per line, or one JSON document',
      choices: ['text', 'json'],
      fallback: 'text',
    },
    { flags: '--strict', summary: 'fail on warnings too' },
  ],
  async run(context) {
    const { format, strict } = context.options
    const config = await configFor(context.cwd, context.arguments[0])
    await requireFolder(context.cwd, config)
    const print = format === 'json' ? printJson : printText
    const tally = await print(checkOptionsOf(config), context)
    if (tally === 'stopped') {
      context.out.fault('stopped before every post was read')
      return exit.failed
    }
    return tally.errors === 0 && (tally.warnings === 0 || strict !== true) ? exit.ok : exit.failed
  },
}

interface Tally {
  posts: number
  errors: number
  warnings: number
}

/** A part of the folder says nothing of the whole: if it is stopped, there is no summary. */
type Print = (options: CheckOptions, context: CommandContext) => Promise<Tally | 'stopped'>

/** One line per problem, printed as it is found, and a summary. */
const printText: Print = async (options, { out, signal }) => {
  const tally = await examine(options, signal, (problem) => out.problem(problem))
  if (tally !== 'stopped') out.line(summaryOf(tally))
  return tally
}

/** One JSON document, for programs. */
const printJson: Print = async (options, { out, signal }) => {
  const problems: Problem[] = []
  const tally = await examine(options, signal, (problem) => problems.push(problem))
  if (tally === 'stopped') return tally
  const document = { posts: tally.posts, problems: problems.map(toPlainProblem) }
  out.line(JSON.stringify(document, undefined, 2))
  return tally
}

async function examine(
  options: CheckOptions,
  signal: AbortSignal | undefined,
  report: (problem: Problem) => void,
): Promise<Tally | 'stopped'> {
  const tally: Tally = { posts: 0, errors: 0, warnings: 0 }
  // Imported late, so that each command loads only what it needs itself.
  const { examineFolder } = await import('./examine-folder.js')
  for await (const { isWell, problems } of examineFolder(options)) {
    if (isWell) tally.posts++
    for (const problem of problems) {
      tally[problem.severity === 'error' ? 'errors' : 'warnings']++
      report(problem)
    }
    if (signal?.aborted) return 'stopped'
  }
  return tally
}

function summaryOf({ posts, errors, warnings }: Tally): string {
  const wrong = [errors > 0 && counted(errors, 'error'), warnings > 0 && counted(warnings, 'warning')]
  const well = counted(posts, 'post is well', 'posts are well')
  return `${well}; ${wrong.filter(Boolean).join(', ') || 'nothing needs mending'}.`
}

function checkOptionsOf(config: Config): CheckOptions {
  const site = siteOf(config, config.PORT)
  return {
    root: config.CONTENT_DIR,
    read: readOptionsOf(config, site),
    drafts: config.DRAFTS,
    site,
    iframeHosts: config.IFRAME_HOSTS,
    future: config.FUTURE,
    now: Date.now,
  }
}
