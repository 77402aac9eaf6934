import { relative } from 'node:path'
import type { ScopeRecord } from '../catalogue/catalogue.js'
import type { Config } from '../config/settings.js'
import { feedPath, feedsPagePath, homePath } from '../model/address.js'
import type { Problem, ProblemCode } from '../model/problem.js'
import { groupKinds, siteScope } from '../model/scope.js'
import { absolute } from '../model/site.js'
import type { Logger } from '../web/logger.js'
import type { RunningServer } from '../web/server.js'
import type { Output } from './command.js'
import { counted } from './counted.js'
import type { OpenPublication } from './open-publication.js'

/** How many problems are printed at the start; `feedmill check` prints them all, and `/problems.json` lists them. */
const problemsShown = 20

/** Prints where the server listens; without SITE_URL the addresses printed later say so. */
export function tellListening(
  config: Pick<Config, 'SITE_URL'>,
  { address, port }: Pick<RunningServer, 'address' | 'port'>,
  out: Pick<Output, 'line'>,
): void {
  const host = address.includes(':') ? `[${address}]` : address
  if (config.SITE_URL !== undefined) out.line(`listening on http://${host}:${port}`)
}

/** Logs why the catalogue is being rebuilt, unless it is new or the operator changed settings. */
export function tellRebuilt(
  { rebuilt }: Pick<OpenPublication, 'rebuilt'>,
  logger: Pick<Logger, 'warn'>,
): void {
  if (rebuilt === 'damaged')
    logger.warn('the catalogue was damaged: it has been set aside, and a new one is made from the folder')
  if (rebuilt === 'schema')
    logger.warn(
      'the catalogue was made by another version: it has been set aside, and a new one is made from the folder',
    )
}

/** Warns of settings that would surprise subscribers: before anything is published, at each start for a day or more. */
export function tellIdentity(
  config: Config,
  { formerGuidRule, site }: Pick<OpenPublication, 'formerGuidRule' | 'site'>,
  out: Output,
): void {
  if (formerGuidRule !== undefined) {
    const { guidBase, guids } = formerGuidRule
    if (guidBase !== site.guidBase) {
      const reason = `ids began with ${guidBase} and now begin with ${site.guidBase}`
      out.problem(identityChanged('guid-base-changed', 'GUID_BASE', reason, guidBase))
    }
    if (guids !== config.GUIDS) {
      const reason = `ids were made by GUIDS=${guids} and are now made by GUIDS=${config.GUIDS}`
      out.problem(identityChanged('guids-changed', 'GUIDS', reason, guids))
    }
  }
  if (config.SITE_URL === undefined) {
    out.line(`SITE_URL is not set: addresses (${site.url}) and ids (${site.guidBase}/id/…) are provisional.`)
    out.line('Set it before anyone subscribes.')
  }
}

function identityChanged(code: ProblemCode, setting: string, reason: string, before: string): Problem {
  return {
    code,
    severity: 'warning',
    file: setting,
    reason: `${reason}, so readers will show every post again`,
    hint: `Set ${setting}=${before} to keep the old ids.`,
  }
}

/** Prints what was read, what is wrong with it, and where to see it. */
export function tellPublished(
  config: Config,
  { catalogue, site, operations }: OpenPublication,
  cwd: string,
  out: Output,
): void {
  const { posts, withheld, errors, warnings } = catalogue.status()
  const shown = catalogue.problemPage(problemsShown)?.problems ?? []
  tellProblems(shown, errors + warnings - shown.length, out)
  const folder = shownFolder(config.CONTENT_DIR, cwd)
  const parts = [
    `${counted(posts, 'post')} in ${counted(catalogue.scopeCount('category'), 'category', 'categories')}`,
    `from ${folder}`,
    withheld > 0 && `${withheld} withheld`,
    errors > 0 && counted(errors, 'error'),
    warnings > 0 && counted(warnings, 'warning'),
  ]
  out.line(parts.filter(Boolean).join(', '))
  const examples = groupKinds.flatMap((kind) => catalogue.scopes(kind, 'latest', 1).map(exampleOf))
  const rows: [path: string, what: string][] = [
    [homePath, 'pages'],
    [feedPath(siteScope, 'rss'), 'everything, as RSS'],
    ...examples,
    [feedsPagePath, 'every feed'],
  ]
  const table = rows.map(([path, what]) => [absolute(site, path), what] as const)
  const width = Math.max(...table.map(([address]) => address.length))
  for (const [address, what] of table) out.line(`  ${address.padEnd(width)}  ${what}`)
  out.line(
    operations.readiness().folder === 'unfollowed'
      ? `${folder} cannot be followed yet: the log says why, and it is tried again`
      : `watching ${folder}: save a post, and its feeds follow`,
  )
}

/** A folder as one would type it: relative if it lies beneath `cwd`, else as it is. Ends with a slash. */
export function shownFolder(folder: string, cwd: string): string {
  const path = relative(cwd, folder)
  return `${/^\.\.(?:[\\/]|$)/.test(path) ? folder : path || '.'}/`
}

const exampleFormats = { site: 'rss', category: 'atom', tag: 'json', author: 'rss' } as const
const formatWords = { atom: 'as Atom', json: 'as JSON Feed', rss: 'as RSS' } as const

/** An example feed to try: that of the scope with the newest post. */
function exampleOf({ scope }: ScopeRecord): [path: string, what: string] {
  const format = exampleFormats[scope.kind]
  return [feedPath(scope, format), `one ${scope.kind}, ${formatWords[format]}`]
}

function tellProblems(problems: readonly Problem[], more: number, out: Output): void {
  for (const problem of problems) out.problem(problem)
  if (more > 0) out.line(`and ${counted(more, 'more problem')}: feedmill check lists them all`)
}
