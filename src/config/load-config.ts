import type { Problem } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { didYouMean } from './did-you-mean.js'
import { type DotenvEntry, parseDotenv } from './dotenv.js'
import { Refusal } from './setting.js'
import { type Config, type SettingName, settingNames, settings } from './settings.js'

/** Where settings come from, in order of precedence. An empty value counts, too: it means the default. */
export interface ConfigSources {
  /** The folder named on the command line; overrides `CONTENT_DIR`. */
  readonly contentDir?: string | undefined
  /** The environment. Names that are not settings are ignored: they belong to other programs. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The text of `.env`. A name in it that is not a setting is a mistake, and a Problem. */
  readonly dotenvText?: string | undefined
}

/** All settings, or every Problem that was found in them. */
export type LoadedConfig = { readonly config: Config } | { readonly problems: readonly Problem[] }

/**
 * Makes the settings from their sources.
 *
 * @returns every value; or every Problem at once, each with the setting's name and a cure. Its `file` is `.env`, with the
 *   line, or else the setting's name
 */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const dotenv = parseDotenv(sources.dotenvText ?? '')
  const problems = dotenv.flatMap(findUnknown)
  const values = new Map<SettingName, unknown>()
  for (const name of settingNames) {
    const given = findGiven(name, sources, dotenv)
    const value = settings[name].parse(given.text.trim() || settings[name].fallback)
    if (value instanceof Refusal) problems.push(problemOf(name, value, given))
    else values.set(name, value)
  }
  problems.push(...findContradictions(values, (name) => findGiven(name, sources, dotenv)))
  return problems.length > 0 ? { problems } : { config: Object.fromEntries(values) as Config }
}

interface Given {
  readonly text: string
  /** Its place in `.env`; absent if it comes from elsewhere. */
  readonly entry?: DotenvEntry
}

function findGiven(name: SettingName, sources: ConfigSources, dotenv: readonly DotenvEntry[]): Given {
  const word = name === 'CONTENT_DIR' ? sources.contentDir : undefined
  const own = Object.hasOwn(sources.environment, name) ? sources.environment[name] : undefined
  const text = word ?? own
  if (text !== undefined) return { text }
  const entry = dotenv.find((row) => row.name === name)
  return entry === undefined ? { text: '' } : { text: entry.text, entry }
}

function findUnknown({ name, text, line }: DotenvEntry): Problem[] {
  if (settingNames.some((known) => known === name)) return []
  const place = { file: '.env', ...(line !== undefined && { line }) }
  const problem = { code: 'setting-unknown', severity: 'error', ...place } as const
  if (name === undefined) {
    const hint = 'Write a name, an equals sign and a value, or # before a comment.'
    return [{ ...problem, reason: `${quote(text)} is not of the form NAME=value`, hint }]
  }
  const near = didYouMean(name, settingNames)
  const hint =
    near === undefined ? 'Remove the line; .env.example lists all settings.' : `Did you mean ${near}?`
  return [{ ...problem, reason: `${quote(name)} is not a setting`, hint }]
}

function problemOf(name: SettingName, { reason, hint }: Refusal, { entry }: Given): Problem {
  const problem = { code: 'setting-invalid', severity: 'error', hint } as const
  if (entry === undefined) return { ...problem, file: name, reason }
  const line = entry.line === undefined ? {} : { line: entry.line }
  return { ...problem, file: '.env', ...line, reason: `${name}: ${reason}` }
}

/** Pairs of settings whose first must not exceed the second, and the reason to give if it does. */
const orders = [
  {
    least: 'FEED_LIMIT',
    most: 'FEED_MAX',
    reason: (least: number, most: number) =>
      `a feed cannot carry at least ${least} posts (FEED_LIMIT) and at most ${most} (FEED_MAX)`,
  },
  {
    least: 'MAX_AGE_MIN',
    most: 'MAX_AGE_MAX',
    reason: (least: number, most: number) =>
      `a feed cannot be cached for at least ${least} seconds (MAX_AGE_MIN) and at most ${most} (MAX_AGE_MAX)`,
  },
] as const satisfies {
  least: SettingName
  most: SettingName
  reason: (least: number, most: number) => string
}[]

/** Finds settings that are valid by themselves, but not together. */
function findContradictions(
  values: ReadonlyMap<SettingName, unknown>,
  given: (name: SettingName) => Given,
): Problem[] {
  return orders.flatMap(({ least, most, reason }) => {
    const [low, high] = [values.get(least), values.get(most)]
    if (typeof low !== 'number' || typeof high !== 'number' || high >= low) return []
    const hint = `Set ${most} to ${low} or more, or ${least} to ${high} or less.`
    const name = given(most).text.trim() === '' ? least : most
    return [problemOf(name, new Refusal(reason(low, high), hint), given(name))]
  })
}
