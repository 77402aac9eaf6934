import { opendir, stat } from 'node:fs/promises'
import { relative } from 'node:path'
import { hasCatalogue } from '../catalogue/data-files.js'
import { readConfig } from '../config/read-config.js'
import type { Config } from '../config/settings.js'
import { FeedmillError } from '../model/problem.js'
import { quote } from '../model/quote.js'
import type { CommandArgument } from './command.js'

/** The argument that names the content folder, for every command that works on one. */
export const folderArgument: CommandArgument = {
  name: 'dir',
  summary: 'the folder of the posts (default: CONTENT_DIR)',
}

/**
 * Reads the settings of a command that works on a folder.
 *
 * A missing content folder is an error, unless there is a catalogue of what it held: it may be a volume that is
 * not mounted yet, and what was published stays published.
 *
 * @param cwd - absolute
 * @param folder - from the command line, if given
 * @throws AggregateError of one FeedmillError per invalid setting; FeedmillError as `requireFolder`
 */
export async function configFor(cwd: string, folder: string | undefined): Promise<Config> {
  const loaded = readConfig(cwd, folder)
  if ('problems' in loaded)
    throw new AggregateError(loaded.problems.map((problem) => new FeedmillError(problem)))
  const { config } = loaded
  if (!hasCatalogue(config.DATA_DIR)) await requireFolder(cwd, config)
  return config
}

/**
 * @throws FeedmillError `folder-missing` if the content folder does not exist or is not a folder; `file-unreadable` if
 *   this user may not read it
 */
export async function requireFolder(cwd: string, { CONTENT_DIR }: Config): Promise<void> {
  const folder = quote(relative(cwd, CONTENT_DIR) || '.')
  const place = { severity: 'error', file: 'CONTENT_DIR' } as const
  if (!(await isFolder(CONTENT_DIR))) {
    const hint = 'Name the folder of the posts on the command line, or set CONTENT_DIR.'
    throw new FeedmillError({
      code: 'folder-missing',
      ...place,
      reason: `there is no folder ${folder}`,
      hint,
    })
  }
  await tryFolder(CONTENT_DIR).catch(({ code }) => {
    const hint = 'Allow the account that runs this program to read it.'
    throw new FeedmillError({
      code: 'file-unreadable',
      ...place,
      reason: `the folder ${folder} cannot be read (${code})`,
      hint,
    })
  })
}

/** Opens a folder and looks into it, which takes two permissions. */
async function tryFolder(path: string): Promise<void> {
  await (await opendir(path)).close()
  await stat(`${path}/.`)
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
