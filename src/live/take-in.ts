import { setImmediate as turn } from 'node:timers/promises'
import type { AssetStamp, Batch, Commit } from '../catalogue/writer.js'
import { readFeedsFile } from '../content/feeds-file.js'
import { type Look, lookAtPath } from '../content/look-at-path.js'
import { hashFile } from '../content/read-file.js'
import type { AnyReadResult } from '../content/read-result.js'
import type { FoundAsset } from '../content/walk-folder.js'
import { Departures } from './departures.js'
import type { Differences } from './differences.js'
import { ReadSorter, type Unquiet, type Whole } from './read-sorter.js'
import type { Sync } from './sync.js'

/** Files that go into one transaction: a save that comes meanwhile waits for it. */
const batchFiles = 200
/**
 * The first time batches grow up to this: a page of the catalogue into which several posts go is then written once for all
 * of them, and a transaction takes a fifth of a second at most.
 */
const batchFilesMax = 1000
/** Files that are looked at once more side by side. */
const sideBySide = 32

/**
 * Takes differences into the catalogue, batch by batch, newest names first.
 *
 * @returns the files that were left for a moment later
 */
export async function takeIn(sync: Sync, found: Differences, whole: Whole): Promise<Unquiet[]> {
  const gone = await confirmGone(sync, found.removed)
  const feeds = found.feeds === undefined ? undefined : await readFeedsFile(sync.root, found.feeds)
  const assets = await hashAssets(sync, found.assets.slice(0, batchFiles))
  await hearWatches()
  const records = gone.filter((file) => !sync.isLeft?.(file)).map((file) => sync.writer.file(file))
  const departures = new Departures(records.filter((record) => record !== undefined))
  // Where something is gone, those that are left are read too: it may be one of them.
  const isRead = (file: string) => departures.size > 0 || !sync.isLeft?.(file)
  const files = found.posts.newestFirst()
  const sorter = new ReadSorter(sync, departures, whole)
  const takesFeeds = feeds !== undefined && sorter.takes(feeds, feeds.entries === undefined)
  let rest: Batch = { assets, ...(takesFeeds && { feeds }) }
  let batch = readNext(sync, files, isRead, batchFiles)
  for (let done = 0; batch.files > 0 && !sync.closing(); ) {
    const reads = await batch.reads
    done += batch.files
    // Read by the workers while this thread writes.
    batch = readNext(sync, files, isRead, sizeAfter(done, whole))
    await hearWatches()
    ingest(sync, { ...rest, ...sorter.sort(reads, batch.files === 0) })
    rest = {}
    if (found.posts.size > batchFiles) sync.progress(Math.min(done, found.posts.size), found.posts.size)
  }
  rest = { ...rest, ...(await sorter.sortRest()) }
  if (Object.keys(rest).length > 0) ingest(sync, rest)
  await takeInAssets(sync, found.assets.slice(batchFiles))
  return sorter.unquiet
}

/** How many files the next batch is to have. */
function sizeAfter(done: number, whole: Whole): number {
  return whole === 'all' ? Math.min(batchFiles + done, batchFilesMax) : batchFiles
}

interface ReadBatch {
  /** How many; 0 where nothing is left. */
  readonly files: number
  readonly reads: Promise<(AnyReadResult | undefined)[]>
}

/** @param most - how many files at the most */
function readNext(
  sync: Sync,
  files: Generator<string>,
  isRead: (file: string) => boolean,
  most: number,
): ReadBatch {
  const next: Promise<AnyReadResult | undefined>[] = []
  while (next.length < most) {
    const { value: file, done } = files.next()
    if (done) break
    if (isRead(file)) next.push(sync.read(file))
  }
  const reads = Promise.all(next)
  reads.catch(() => {}) // They are asked for ahead, and perhaps not waited for any more.
  return { files: next.length, reads }
}

/** Two turns of the loop: of whatever happened before what was just looked at, the watches have told then. */
async function hearWatches(): Promise<void> {
  await turn()
  await turn()
}

async function takeInAssets(sync: Sync, assets: readonly FoundAsset[]): Promise<void> {
  for (let at = 0; at < assets.length && !sync.closing(); at += batchFiles) {
    ingest(sync, { assets: await hashAssets(sync, assets.slice(at, at + batchFiles)) })
  }
}

async function hashAssets({ root }: Sync, assets: readonly FoundAsset[]): Promise<AssetStamp[]> {
  const hashed = assets.map(async (asset): Promise<AssetStamp | undefined> => {
    const hash = await hashFile(root, asset.file)
    return hash === undefined ? undefined : { ...asset, hash }
  })
  return (await Promise.all(hashed)).filter((asset) => asset !== undefined)
}

/** Looks again at what was missing: a file may have come, and been taken in, after its folder was listed. */
async function confirmGone({ root, drafts }: Sync, removed: readonly string[]): Promise<string[]> {
  const gone: string[] = []
  for (let at = 0; at < removed.length; at += sideBySide) {
    const files = removed.slice(at, at + sideBySide)
    const looks = await Promise.all(files.map((file) => lookAtPath(root, file, { drafts })))
    gone.push(...files.filter((_, n) => isNoFile(looks[n])))
  }
  return gone
}

function isNoFile(look: Look | undefined): boolean {
  return look !== undefined && !('found' in look) && look.kind !== 'unclear'
}

/** Puts a batch into the catalogue, and tells of the problems that it brings, and takes away. */
export function ingest(sync: Sync, batch: Batch): void {
  tellNews(sync.writer.ingest(batch), sync)
}

/** Tells of the problems that a commit brought, and took away. */
export function tellNews({ appeared, gone }: Commit, told: Pick<Sync, 'appeared' | 'gone'>): void {
  if (appeared.length > 0) told.appeared(appeared)
  if (gone.length > 0) told.gone?.(gone)
}
