import { setImmediate as turn } from 'node:timers/promises'
import type { AssetStamp, Batch, CatalogueWriter } from '../catalogue/writer.js'
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
  const files = newestFirst(found.posts.filter(isRead))
  let rest: Batch = { assets, ...(feeds === undefined ? {} : { feeds }) }
  const unquiet: Unquiet[] = []
  const readBatch = (at: number) => {
    const batch = Promise.all(files.slice(at, at + batchFiles).map(sync.read))
    batch.catch(() => {}) // It is asked for ahead, and perhaps not waited for any more.
    return batch
  }
  let next = readBatch(0)
  for (let at = 0; at < files.length && !sync.closing(); at += batchFiles) {
    const reads = await next
    // Read by the workers while this thread writes.
    next = readBatch(at + batchFiles)
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
    const isLast = at + batchFiles >= files.length && sync.followed === undefined && !sync.isPartial?.()
    const removed = [...departures.takeWith(posts), ...(isLast ? departures.takeRest() : [])]
    ingest(sync, { ...rest, posts, removed: removed.filter((file) => !sync.isLeft?.(file)) })
    rest = {}
    if (files.length > batchFiles) sync.progress(Math.min(at + batchFiles, files.length), files.length)
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

/** By the day that names begin with, the newest first, then by name and path; what begins otherwise goes before. */
function newestFirst(files: readonly string[]): string[] {
  const days = new Map<string, string[]>()
  for (const file of files) {
    const day = nameOf(file).slice(0, '2021-12-30'.length)
    const ofDay = days.get(day)
    if (ofDay === undefined) days.set(day, [file])
    else ofDay.push(file)
  }
  // Sorted a day at a time: a million names at once take seconds.
  const newest = [...days].sort(([a], [b]) => (a < b ? 1 : -1))
  return newest.flatMap(([, ofDay]) => ofDay.sort(newestNameFirst))
}

function newestNameFirst(a: string, b: string): number {
  const [nameA, nameB] = [nameOf(a), nameOf(b)]
  if (nameA !== nameB) return nameA < nameB ? 1 : -1
  return a < b ? -1 : 1
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

/** Puts a batch into the catalogue, and tells of the problems that it brings, and takes away. */
export function ingest({ writer, appeared, gone }: Sync, batch: Batch): void {
  const commit = writer.ingest(batch)
  if (commit.appeared.length > 0) appeared(commit.appeared)
  if (commit.gone.length > 0) gone?.(commit.gone)
}
