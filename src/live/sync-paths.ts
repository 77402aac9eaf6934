import { emptyMark } from '../content/empty-mark.js'
import { examinePath } from '../content/examine-path.js'
import type { SettledPath } from './debouncer.js'
import { Differences } from './differences.js'
import { ingestDifferences } from './ingest-differences.js'
import type { Deferred } from './read-sorter.js'
import type { Sync } from './sync.js'
import { compareFolder } from './sync-folder.js'

/** What checking single paths found. */
export interface PathsOutcome {
  /** Some path can only be settled by a scan of the whole folder. */
  readonly needsScan: boolean
  /** Files that may be only half written so far. */
  readonly deferred: readonly Deferred[]
}

/**
 * Brings the catalogue up to date with the paths that watch events named, and with nothing else.
 *
 * @param paths - beneath the content folder; events are only hints, so each path is checked on disk
 */
export async function syncPaths(sync: Sync, paths: readonly SettledPath[]): Promise<PathsOutcome> {
  const found = new Differences(sync.writer)
  let needsScan = false
  for (const { name } of paths) {
    if (name === '' || name === emptyMark || !(await compare(sync, name, found))) needsScan = true
  }
  if (sync.closing()) return { needsScan: false, deferred: [] }
  // If everything is gone at once, the volume may not be mounted: a scan of the whole folder handles that.
  if (found.removed.length > 0 && found.files === 0 && !(await isAnotherThere(sync, found.removed))) {
    return { needsScan: true, deferred: [] }
  }
  // Only the named paths: a file inside a folder that was moved here may have been created a moment ago.
  const complete = new Set(paths.filter((path) => path.isComplete).map(({ name }) => name))
  const deferred = await ingestDifferences(sync, found, complete)
  return { needsScan: needsScan || found.problems.length > 0, deferred }
}

/**
 * A named path is read even if its size and mtime are unchanged: tools that preserve times (`cp -p`, `rsync -t`,
 * `tar`) can put different bytes under the same stamp.
 *
 * @returns false if only a walk can tell
 */
async function compare(sync: Sync, path: string, found: Differences): Promise<boolean> {
  const { root, drafts, writer } = sync
  const state = await examinePath(root, path, { drafts })
  const known = writer.file(path)
  switch (state.kind) {
    case 'post':
      found.post(state.found, undefined)
      return true
    case 'asset':
      found.asset(state.found, undefined)
      return true
    case 'feeds':
      found.settings(state.found, undefined)
      return true
    case 'folder':
    case 'gone':
      if (known !== undefined) found.removed.push(path)
      return compareBeneath(sync, path, found)
    case 'unsupported':
    case 'linked-folder':
      if (known !== undefined) found.removed.push(path)
      return false
    case 'ignored':
      return true
    case 'unreadable':
      return false
  }
}

/** A folder that appeared, disappeared or was replaced: compares everything beneath it. */
async function compareBeneath(sync: Sync, folder: string, found: Differences): Promise<boolean> {
  const beneath = await compareFolder(sync, folder)
  if (beneath === undefined) return false
  found.posts.addAll(beneath.posts)
  for (const asset of beneath.assets) found.assets.push(asset)
  for (const file of beneath.removed) found.removed.push(file)
  // Problems of anything that is not a post are reported only by a scan of the whole folder, which replaces them all.
  return beneath.problems.length === 0
}

/** Whether another known file is still there. One is enough: with a volume, all go at once. */
async function isAnotherThere({ root, drafts, writer }: Sync, removed: readonly string[]): Promise<boolean> {
  const another = writer.fileExcept(new Set(removed))
  return another !== undefined && 'found' in (await examinePath(root, another, { drafts }))
}
