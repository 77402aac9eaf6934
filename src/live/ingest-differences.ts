import type { AssetStamp, Batch, Commit } from '../catalogue/writer.js'
import { examinePath, type PathState } from '../content/examine-path.js'
import { readFeedsFile } from '../content/feeds-file.js'
import { hashFile } from '../content/read-file.js'
import type { AnyReadResult } from '../content/read-result.js'
import type { FoundAsset } from '../content/walk-folder.js'
import type { Problem } from '../model/problem.js'
import { Departures } from './departures.js'
import type { Differences } from './differences.js'
import { drainWatchEvents } from './drain-watch-events.js'
import { type Deferred, type KnownComplete, type Others, ReadSorter } from './read-sorter.js'
import type { Sync } from './sync.js'
import { tellAhead } from './tell-ahead.js'

/** Files that go into one transaction: a save that comes meanwhile waits for it. */
const batchFiles = 200
/**
 * The first reading's batches grow up to this, so that a page of the catalogue is written once for all the posts of the
 * batch that go into it (decision 23). A transaction then takes a third of a second.
 */
const batchFilesMax = 2000
/** Batches that are read ahead, so that the workers never wait while this thread writes one. */
const batchesAhead = 2
/** Missing files that are checked again concurrently. */
const concurrency = 32

/**
 * Ingests what differs between the folder and the catalogue, batch by batch, newest names first. Assets that cannot be
 * read are added to the Problems that were found.
 *
 * @returns the files that were put off for a moment
 */
export async function ingestDifferences(
  sync: Sync,
  found: Differences,
  complete: KnownComplete,
): Promise<Deferred[]> {
  const gone = await confirmGone(sync, found.removed)
  const feeds = found.feeds === undefined ? undefined : await readFeedsFile(sync.root, found.feeds)
  const assets = await hashAssets(sync, found.assets.slice(0, batchFiles), found.problems)
  await drainWatchEvents()
  const records = gone.filter((file) => !sync.isLeftToWatcher?.(file)).map((file) => sync.writer.file(file))
  const departures = new Departures(records.filter((record) => record !== undefined))
  // If something is gone, the files left to the watcher are read too: it may have become one of them.
  const isRead = (file: string) => departures.size > 0 || !sync.isLeftToWatcher?.(file)
  const files = tellAhead(found.posts.newestFirst(), batchFilesMax, (next) => sync.prefetch?.(next))
  const sorter = new ReadSorter(sync, departures, complete)
  let others: Others | undefined = { assets, feeds }
  const readNext = batchReader(sync, files, isRead, complete)
  const ahead = Array.from({ length: batchesAhead }, readNext)
  let done = 0
  for (let batch = ahead.shift(); batch && batch.files > 0 && !sync.closing(); batch = ahead.shift()) {
    const reads = await batch.reads
    ahead.push(readNext())
    done += batch.files
    await drainWatchEvents()
    ingest(sync, { ...sorter.sortOthers(others), ...sorter.sort(reads, ahead[0]?.files === 0) })
    others = undefined
    if (found.posts.size > batchFiles) sync.progress(Math.min(done, found.posts.size), found.posts.size)
  }
  const removed = await sorter.sortRest()
  const rest = { ...sorter.sortOthers(others), ...removed }
  if (Object.keys(rest).length > 0) ingest(sync, rest)
  await ingestAssets(sync, sorter, found)
  return sorter.deferred
}

interface ReadBatch {
  /** 0 if no files are left. */
  readonly files: number
  readonly reads: Promise<(AnyReadResult | undefined)[]>
}

/** Asks the workers for one batch after another. In a first reading they grow, so that the newest posts are in soon. */
function batchReader(
  sync: Sync,
  files: Generator<string>,
  isRead: (file: string) => boolean,
  complete: KnownComplete,
): () => ReadBatch {
  let asked = 0
  return () => {
    const most = complete === 'all' ? Math.min(batchFiles + asked, batchFilesMax) : batchFiles
    const next: Promise<AnyReadResult | undefined>[] = []
    while (next.length < most) {
      const { value: file, done } = files.next()
      if (done) break
      if (isRead(file)) next.push(sync.read(file))
    }
    asked += next.length
    const reads = Promise.all(next)
    reads.catch(() => {}) // They are read ahead, and may never be awaited.
    return { files: next.length, reads }
  }
}

/** Ingests the assets that did not go in with the posts. */
async function ingestAssets(sync: Sync, sorter: ReadSorter, found: Differences): Promise<void> {
  for (let at = batchFiles; at < found.assets.length && !sync.closing(); at += batchFiles) {
    const assets = await hashAssets(sync, found.assets.slice(at, at + batchFiles), found.problems)
    await drainWatchEvents()
    ingest(sync, sorter.sortOthers({ assets }))
  }
}

/** Assets that cannot be read are added to `problems`. */
async function hashAssets(
  { root }: Sync,
  assets: readonly FoundAsset[],
  problems: Problem[],
): Promise<AssetStamp[]> {
  const hashed = assets.map(async ({ file, mediaType }): Promise<AssetStamp | undefined> => {
    const read = await hashFile(root, file)
    if (read === undefined || !('fault' in read)) return read && { file, mediaType, ...read }
    problems.push({ file, ...read.fault })
    return undefined
  })
  return (await Promise.all(hashed)).filter((asset) => asset !== undefined)
}

/** Checks missing files again: one may have appeared, and been ingested, after its folder was listed. */
async function confirmGone({ root, drafts }: Sync, removed: readonly string[]): Promise<string[]> {
  const gone: string[] = []
  for (let at = 0; at < removed.length; at += concurrency) {
    const files = removed.slice(at, at + concurrency)
    const states = await Promise.all(files.map((file) => examinePath(root, file, { drafts })))
    gone.push(...files.filter((_, n) => isNoFile(states[n])))
  }
  return gone
}

function isNoFile(state: PathState | undefined): boolean {
  return state !== undefined && !('found' in state) && state.kind !== 'unreadable'
}

/** Ingests a batch, and reports the Problems that appeared and went with it. */
export function ingest(sync: Sync, batch: Batch): void {
  tellNews(sync.writer.ingest(batch), sync)
}

/** Reports the Problems that appeared and went with a commit. */
export function tellNews(
  { appeared, gone }: Commit,
  told: Pick<Sync, 'problemsAppeared' | 'problemsSolved'>,
): void {
  if (appeared.length > 0) told.problemsAppeared(appeared)
  if (gone.length > 0) told.problemsSolved?.(gone)
}
