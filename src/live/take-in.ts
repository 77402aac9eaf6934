import { setImmediate as turn } from 'node:timers/promises'
import type { AssetStamp, Batch, CatalogueWriter, Commit } from '../catalogue/writer.js'
import { readFeedsFile } from '../content/feeds-file.js'
import { type Look, lookAtPath } from '../content/look-at-path.js'
import { hashFile } from '../content/read-file.js'
import type { ReadResult } from '../content/read-result.js'
import type { FoundAsset } from '../content/walk-folder.js'
import type { Problem } from '../model/problem.js'
import { Departures } from './departures.js'
import type { Differences } from './differences.js'

/** Files that go into one transaction. */
const batchFiles = 200
/** Files that are looked at once more side by side. */
const sideBySide = 32
/** A post with an error whose file changed within this time may still be in the writing, in milliseconds. */
const brokenQuietMs = 2_000
/** A file that was written within this time, and not moved here whole, is left for a moment later, in milliseconds. */
const quietMs = 300

/** What bringing the catalogue up to date needs. */
export interface Sync {
  /** The content folder, absolute. */
  readonly root: string
  readonly drafts: boolean
  readonly writer: CatalogueWriter
  /** Reads one post; undefined where the file is gone. */
  readonly read: (file: string) => Promise<ReadResult | undefined>
  /** Milliseconds since the epoch: the clock of the files' times. */
  readonly now: () => number
  /** The work should end at the next whole batch. */
  readonly closing: () => boolean
  readonly progress: (done: number, total: number) => void
  readonly appeared: (problems: readonly Problem[]) => void
  readonly gone?: (problems: readonly Problem[]) => void
  /** Whether somebody else takes care of a file now, who knows more of it. */
  readonly isLeft?: (file: string) => boolean
  /** Resolves when what watches have told of until now is taken in. */
  readonly followed?: () => Promise<void>
  /** Not every folder is watched yet: what is gone may have come to one that is not. */
  readonly isPartial?: () => boolean
  /** Told of each folder before it is listed. */
  readonly entering?: (folder: string, realPath: string) => void
}

/** A file that may still be in the writing, and is to be looked at again. */
export interface Unquiet {
  readonly file: string
  /** How long it is to be left alone, in milliseconds. */
  readonly waitMs: number
}

/** Files of which it is known that nobody writes to them; `all` are taken as they are, broken ones too. */
export type Whole = ReadonlySet<string> | 'all'

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
  let rest: Batch = { assets, ...(feeds === undefined ? {} : { feeds }) }
  const unquiet: Unquiet[] = []
  let batch = readNext(sync, files, isRead)
  for (let done = 0; batch.files > 0 && !sync.closing(); ) {
    const reads = await batch.reads
    done += batch.files
    // Read by the workers while this thread writes.
    batch = readNext(sync, files, isRead)
    await hearWatches()
    const present = reads.filter((read) => read !== undefined)
    const posts = present.filter((read) => {
      if (sync.isLeft?.(read.file)) return false
      const waitMs = unquietMs(read, sync.now(), whole)
      if (waitMs > 0) unquiet.push({ file: read.file, waitMs })
      return waitMs <= 0
    })
    // The old file of a move goes when the new one comes, and stays as long as that one is left alone.
    // Where it is known when that one is taken in, the rest below waits for it.
    const isAwaited = ({ file }: ReadResult) => sync.followed !== undefined && sync.isLeft?.(file) === true
    const kept = departures.takeWith(present.filter((read) => !posts.includes(read) && !isAwaited(read)))
    for (const file of kept) unquiet.push({ file, waitMs: quietMs })
    const isLast = batch.files === 0 && sync.followed === undefined && !sync.isPartial?.()
    const removed = [...departures.takeWith(posts), ...(isLast ? departures.takeRest() : [])]
    ingest(sync, { ...rest, posts, removed: removed.filter((file) => !sync.isLeft?.(file)) })
    rest = {}
    if (found.posts.size > batchFiles) sync.progress(Math.min(done, found.posts.size), found.posts.size)
  }
  // What has come up nowhere may be in a folder that was listed before, and is on its way from there.
  if (departures.size > 0) await sync.followed?.()
  const removed = departures.takeRest().filter((file) => !sync.isLeft?.(file))
  if (sync.isPartial?.()) unquiet.push(...removed.map((file) => ({ file, waitMs: quietMs })))
  else if (!sync.closing()) rest = { ...rest, removed }
  if (Object.keys(rest).length > 0) ingest(sync, rest)
  await takeInAssets(sync, found.assets.slice(batchFiles))
  return unquiet
}

interface ReadBatch {
  /** How many; 0 where nothing is left. */
  readonly files: number
  readonly reads: Promise<(ReadResult | undefined)[]>
}

function readNext(sync: Sync, files: Generator<string>, isRead: (file: string) => boolean): ReadBatch {
  const next: Promise<ReadResult | undefined>[] = []
  while (next.length < batchFiles) {
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

/**
 * A script may be half-way through a file; one with an error in it gets more time, even if it was moved here.
 *
 * @returns how long the file is to be left alone, in milliseconds
 */
function unquietMs({ file, post, size, mtimeMs }: ReadResult, nowMs: number, whole: Whole): number {
  // A file that was only just made is told of as one that was moved here, and is empty.
  if (whole === 'all' || (post !== undefined && size > 0 && whole.has(file))) return 0
  return (post === undefined ? brokenQuietMs : quietMs) - Math.abs(nowMs - mtimeMs)
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
