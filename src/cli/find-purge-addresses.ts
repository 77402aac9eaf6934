import { isAbsolute, relative, resolve, sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Catalogue } from '../catalogue/catalogue.js'
import { hasCatalogue } from '../catalogue/data-files.js'
import { openCatalogue } from '../catalogue/sqlite-catalogue.js'
import type { Config } from '../config/settings.js'
import { siteOf } from '../config/site-of.js'
import { examinePath } from '../content/examine-path.js'
import { FeedmillError } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { absolute } from '../model/site.js'
import { touchedPaths } from '../publication/touched-paths.js'
import type { CommandContext } from './command.js'
import { configFor } from './folder.js'

/**
 * What to purge for some files. Each is named by its path beneath the content folder, or as typed if it is not in it.
 */
export interface PurgeReport {
  /** Absolute, each once. */
  readonly addresses: readonly string[]
  /** Files that nothing is known about, and `feeds.yml`, which touches everything. */
  readonly unknown: readonly string[]
  /** Files that have changed since the catalogue last ingested them. */
  readonly behind: readonly string[]
}

/** How long to wait for the server to read a file, in milliseconds; it lets a broken one rest for two seconds first. */
const usualWaitMs = 5_000
const pauseMs = 50

/**
 * Finds all addresses that files touch, in the catalogue of a running server: alongside it, without taking its
 * lock, and without writing anything.
 *
 * If a file was changed a moment ago, it waits for the server to read it.
 *
 * @param waitMs - for all files together, at most
 * @throws FeedmillError `catalogue-missing` if there is no catalogue
 */
export async function findPurgeAddresses(
  { arguments: words, options: { dir }, cwd, signal }: Omit<CommandContext, 'out'>,
  waitMs = usualWaitMs,
): Promise<PurgeReport> {
  const config = await configFor(cwd, typeof dir === 'string' ? dir : undefined)
  if (!hasCatalogue(config.DATA_DIR)) throw catalogueMissing(config.DATA_DIR)
  const catalogue = openCatalogue(config.DATA_DIR)
  try {
    const site = siteOf(config, config.PORT)
    const addresses = new Set<string>()
    const unknown: string[] = []
    const behind: string[] = []
    const deadlineMs = performance.now() + waitMs
    const isOver = () => signal?.aborted === true || performance.now() > deadlineMs
    for (const word of new Set(words)) {
      const file = await fileOf(word, cwd, config, catalogue)
      if (file !== undefined && !(await becomesIngested(file, config, catalogue, isOver))) behind.push(file)
      const paths = file === undefined ? undefined : touchedPaths(catalogue, site, file)
      if (paths === undefined) unknown.push(file ?? word)
      for (const path of paths ?? []) addresses.add(absolute(site, path))
    }
    return { addresses: [...addresses], unknown, behind: behind.filter((file) => !unknown.includes(file)) }
  } finally {
    catalogue.close()
  }
}

function catalogueMissing(dataDir: string): FeedmillError {
  return new FeedmillError({
    code: 'catalogue-missing',
    severity: 'error',
    file: 'DATA_DIR',
    reason: `there is no catalogue in ${quote(dataDir)} that this user can read`,
    hint: 'Start the server first, then run this in the same folder, with the same settings and as the same user.',
  })
}

/**
 * Finds the file that an argument means: a path relative to where the command runs, or relative to the content
 * folder, as Problems write it. If it could be either, the one that something is known about.
 */
async function fileOf(
  word: string,
  cwd: string,
  { CONTENT_DIR, DRAFTS }: Config,
  catalogue: Catalogue,
): Promise<string | undefined> {
  const beneath = [resolve(cwd, word), ...(isAbsolute(word) ? [] : [resolve(CONTENT_DIR, word)])]
    .map((path) => relative(CONTENT_DIR, path))
    .filter((path) => path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path))
    .map((path) => path.split(sep).join('/'))
  for (const file of beneath) {
    const { kind } = await examinePath(CONTENT_DIR, file, { drafts: DRAFTS })
    if (catalogue.traces(file) !== undefined || kind === 'post' || kind === 'asset' || kind === 'feeds')
      return file
  }
  return beneath[0]
}

/** Waits until the catalogue knows a file as it is now. @returns false if the time is over before that */
async function becomesIngested(
  file: string,
  config: Config,
  catalogue: Catalogue,
  isOver: () => boolean,
): Promise<boolean> {
  while (!(await isIngested(file, config, catalogue))) {
    if (isOver()) return false
    await wait(pauseMs)
  }
  return true
}

/** Whether the catalogue knows a file as it is now, or knows that it is gone. */
async function isIngested(
  file: string,
  { CONTENT_DIR, DRAFTS }: Config,
  catalogue: Catalogue,
): Promise<boolean> {
  const state = await examinePath(CONTENT_DIR, file, { drafts: DRAFTS })
  const stamp = catalogue.traces(file)?.stamp
  if (state.kind === 'unreadable') return true
  if (!('found' in state)) return stamp === undefined
  return stamp?.size === state.found.size && stamp.mtimeMs === state.found.mtimeMs
}
