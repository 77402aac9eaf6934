import { emptyMark, isMeantEmpty } from '../content/empty-mark.js'
import { walkFolder } from '../content/walk-folder.js'
import { isBeneath } from '../model/content-path.js'
import type { Problem } from '../model/problem.js'
import { Differences } from './differences.js'
import type { FolderState } from './intake-messages.js'
import type { Unquiet } from './read-sorter.js'
import type { Sync } from './sync.js'
import { ingest, takeIn } from './take-in.js'

/** Of a file that one merely comes by, its time alone tells whether it is written to. */
const nobodyKnows: ReadonlySet<string> = new Set()

/** What a look at the whole folder found. */
export interface SyncOutcome {
  readonly folder: FolderState
  /** Posts, assets and settings in the folder. */
  readonly files: number
  /** Files that may still be in the writing. */
  readonly unquiet: readonly Unquiet[]
}

const ended: SyncOutcome = { folder: 'ok', files: 0, unquiet: [] }

/**
 * Brings the catalogue up to date with the folder: looks at every file's size and time, reads only
 * what moved, and takes the changes in.
 *
 * A folder that is missing, or all at once empty, removes nothing: it may be a volume that is not mounted.
 * An empty one is believed where it holds `emptyMark`.
 *
 * One that is told to close ends soon, and has then found nothing.
 */
export async function syncFolder(sync: Sync): Promise<SyncOutcome> {
  const found = await compareFolder(sync)
  if (sync.closing()) return ended
  const isEmptied = found !== undefined && found.files === 0 && found.removed.length > 0
  if (found === undefined || (isEmptied && !(await isMeantEmpty(sync.root)))) {
    ingest(sync, { folderProblems: [folderMissing(found === undefined)] })
    return { folder: 'missing', files: 0, unquiet: [] }
  }
  // The first time, what lies in the folder is taken as it is: somebody waits for it.
  const isFirst = !sync.writer.status().complete
  const unquiet = await takeIn(sync, found, isFirst ? 'all' : nobodyKnows)
  // From then on feeds are answered: none may lack what was moved meanwhile, and is taken in by another way.
  if (isFirst) await sync.followed?.()
  if (sync.closing()) return ended
  ingest(sync, { complete: true, folderProblems: found.problems })
  return { folder: 'ok', files: found.files, unquiet }
}

/**
 * Walks a folder beside what is known of it.
 *
 * @param from - the folder, beneath the content folder; `''` is the content folder itself
 * @returns undefined where there is no content folder; without what is gone where it was ended
 */
export async function compareFolder(sync: Sync, from = ''): Promise<Differences | undefined> {
  const { root, drafts, writer, entering, closing } = sync
  const found = new Differences(writer)
  const needsStamps = (folder: string) => found.begin(folder)
  const walk = { drafts, from, stopped: closing, needsStamps, ...(entering && { entering }) }
  const gone = new Set(writer.folders(from))
  const unseen: string[] = []
  try {
    for await (const listing of walkFolder(root, walk)) {
      gone.delete(listing.folder)
      if (!listing.complete) unseen.push(listing.folder)
      found.folder(listing)
    }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  if (closing()) return found
  for (const folder of gone) {
    if (unseen.some((above) => isBeneath(folder, above))) continue
    for (const { file } of writer.filesIn(folder)) found.removed.push(file)
  }
  return found
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function folderMissing(missing: boolean): Problem {
  return {
    code: 'folder-missing',
    severity: 'error',
    file: '.',
    reason: missing ? 'the content folder is not there' : 'the content folder is empty all at once',
    hint: missing
      ? 'Bring it back; until then everything stays published as it was.'
      : `Bring its files back; if it is meant to be empty, put a file ${emptyMark} into it. Until then everything stays published as it was.`,
  }
}
