import { emptyMark, isMeantEmpty } from '../content/empty-mark.js'
import { isGone } from '../content/file-faults.js'
import { walkFolder } from '../content/walk-folder.js'
import { isBeneath } from '../model/content-path.js'
import type { Problem } from '../model/problem.js'
import { Differences } from './differences.js'
import { ingest, ingestDifferences } from './ingest-differences.js'
import type { FolderState } from './intake-messages.js'
import type { Deferred } from './read-sorter.js'
import type { Sync } from './sync.js'

/** No file is known to be complete: for one met in a scan, only its mtime tells whether it is being written. */
const noneComplete: ReadonlySet<string> = new Set()

/** What a scan of the whole folder found. */
export interface SyncOutcome {
  readonly folder: FolderState
  /** Posts, assets and settings in the folder. */
  readonly files: number
  /** Files that may be only half written so far. */
  readonly deferred: readonly Deferred[]
}

const ended: SyncOutcome = { folder: 'ok', files: 0, deferred: [] }

/**
 * Brings the catalogue up to date with the folder: checks every file's size and mtime, reads only those that changed,
 * and ingests the changes.
 *
 * A folder that is missing, or suddenly empty, removes nothing: its volume may not be mounted. An empty one is
 * believed if it holds `emptyMark`.
 *
 * When told to close, it stops early and reports that it found nothing.
 */
export async function syncFolder(sync: Sync): Promise<SyncOutcome> {
  const found = await compareFolder(sync)
  if (sync.closing()) return ended
  const isEmptied = found !== undefined && found.files === 0 && found.removed.length > 0
  if (found === undefined || (isEmptied && !(await isMeantEmpty(sync.root)))) {
    ingest(sync, { folderProblems: [folderMissing(found === undefined)] })
    return { folder: 'missing', files: 0, deferred: [] }
  }
  // The first time, files are taken as they are: readers are waiting for the site.
  const isFirst = !sync.writer.status().complete
  const deferred = await ingestDifferences(sync, found, isFirst ? 'all' : noneComplete)
  // Feeds are served once `complete` is set: none may lack a post that was moved meanwhile and is still to come in
  // through watch events.
  if (isFirst) await sync.watchEventsIngested?.()
  if (sync.closing()) return ended
  ingest(sync, { complete: true, folderProblems: found.problems })
  return { folder: 'ok', files: found.files, deferred }
}

/**
 * Walks a folder and compares it with what the catalogue knows of it.
 *
 * @param from - the folder, as a path beneath the content folder; `''` is the content folder itself
 * @returns undefined if there is no content folder; without what is gone, if it was stopped early
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
    if (isGone(error)) return undefined
    throw error
  }
  if (closing()) return found
  for (const folder of gone) {
    if (unseen.some((above) => isBeneath(folder, above))) continue
    for (const { file } of writer.filesIn(folder)) found.removed.push(file)
  }
  return found
}

function folderMissing(missing: boolean): Problem {
  return {
    code: 'folder-missing',
    severity: 'error',
    file: '.',
    reason: missing ? 'the content folder is missing' : 'the content folder is suddenly empty',
    hint: missing
      ? 'Bring it back; until then, everything stays published as it was.'
      : `Bring its files back or, if it is meant to be empty, put a file ${emptyMark} into it; until then, everything stays published as it was.`,
  }
}
