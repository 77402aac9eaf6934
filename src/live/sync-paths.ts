import { emptyMark } from '../content/empty-mark.js'
import { lookAtPath } from '../content/look-at-path.js'
import type { Still } from './burst.js'
import { Differences } from './differences.js'
import type { Unquiet } from './read-sorter.js'
import type { Sync } from './sync.js'
import { compareFolder } from './sync-folder.js'
import { takeIn } from './take-in.js'

/** What a look at single paths found. */
export interface PathsOutcome {
  /** Something was told of that only a look at the whole folder can settle. */
  readonly unclear: boolean
  /** Files that may still be in the writing. */
  readonly unquiet: readonly Unquiet[]
}

/**
 * Brings the catalogue up to date with some paths of which something was told, and with nothing else.
 *
 * @param paths - beneath the content folder; what was told of them is not believed, only looked into
 */
export async function syncPaths(sync: Sync, paths: readonly Still[]): Promise<PathsOutcome> {
  const found = new Differences(sync.writer)
  let unclear = false
  for (const { name } of paths) {
    if (name === '' || name === emptyMark || !(await compare(sync, name, found))) unclear = true
  }
  if (sync.closing()) return { unclear: false, unquiet: [] }
  // All gone at once may be a volume that is not mounted: the look at the whole folder knows what to do.
  if (found.removed.length > 0 && found.files === 0 && !(await isAnotherThere(sync, found.removed))) {
    return { unclear: true, unquiet: [] }
  }
  // A folder that was moved here says nothing of the files in it: it may have been made a moment ago.
  const whole = new Set(paths.filter((path) => path.whole).map(({ name }) => name))
  return { unclear, unquiet: await takeIn(sync, found, whole) }
}

/**
 * What was told of is read even where its size and time are as they were: tools that keep times (`cp -p`,
 * `rsync -t`, `tar`) put other bytes under the same.
 *
 * @returns false where only a walk can tell
 */
async function compare(sync: Sync, path: string, found: Differences): Promise<boolean> {
  const { root, drafts, writer } = sync
  const look = await lookAtPath(root, path, { drafts })
  const known = writer.file(path)
  switch (look.kind) {
    case 'post':
      found.post(look.found, undefined)
      return true
    case 'asset':
      found.asset(look.found, undefined)
      return true
    case 'feeds':
      found.settings(look.found, undefined)
      return true
    case 'folder':
    case 'gone':
      if (known !== undefined) found.removed.push(path)
      return compareBeneath(sync, path, found)
    case 'odd':
    case 'linked-folder':
      if (known !== undefined) found.removed.push(path)
      return false
    case 'passed-over':
      return true
    case 'unclear':
      return false
  }
}

/** A folder that came, went or was replaced: what is beneath it now, and what is no longer. */
async function compareBeneath(sync: Sync, folder: string, found: Differences): Promise<boolean> {
  const beneath = await compareFolder(sync, folder)
  if (beneath === undefined) return false
  found.posts.addAll(beneath.posts)
  for (const asset of beneath.assets) found.assets.push(asset)
  for (const file of beneath.removed) found.removed.push(file)
  // Problems of what is no post are told by the walk of the whole folder alone, which replaces them all.
  return beneath.problems.length === 0
}

/** Whether a file is still there that is known and not among these: one does, since all go with a volume. */
async function isAnotherThere({ root, drafts, writer }: Sync, removed: readonly string[]): Promise<boolean> {
  const another = writer.fileBut(new Set(removed))
  return another !== undefined && 'found' in (await lookAtPath(root, another, { drafts }))
}
