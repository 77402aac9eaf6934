import type { AssetStamp, Batch, CatalogueWriter, FileRecord } from '../catalogue/writer.js'
import { readFeedsFile } from '../content/feeds-file.js'
import { hashFile } from '../content/read-file.js'
import type { FileStamp, ReadResult } from '../content/read-result.js'
import { type FolderListing, walkFolder } from '../content/walk-folder.js'
import type { Problem } from '../model/problem.js'
import type { FolderState } from './intake-messages.js'

/** Posts that go into one transaction. */
const batchPosts = 200
/** A file that changed within this time, in milliseconds, may still be in the writing: see `unquiet`. */
const quietMs = 2_000

/** What bringing the catalogue up to date needs. */
export interface Sync {
  /** The content folder, absolute. */
  readonly root: string
  readonly drafts: boolean
  readonly writer: CatalogueWriter
  /** Reads one post; undefined where the file is gone. */
  readonly read: (file: string) => Promise<ReadResult | undefined>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** The work should end at the next whole batch. */
  readonly closing: () => boolean
  readonly progress: (done: number, total: number) => void
  readonly appeared: (problems: readonly Problem[]) => void
}

export interface SyncOutcome {
  readonly folder: FolderState
  /** Posts, assets and settings in the folder. */
  readonly files: number
  /** A file was still in the writing, and ought to be looked at again soon. */
  readonly unquiet: boolean
}

/** What the folder has otherwise than the catalogue. */
interface Differences {
  files: number
  readonly posts: string[]
  readonly assets: (FileStamp & { readonly file: string; readonly mediaType: string })[]
  feeds: string | undefined
  readonly removed: string[]
  readonly problems: Problem[]
}

/**
 * Brings the catalogue up to date with the folder: looks at every file's size and time, reads only
 * what moved, and takes the changes in, batch by batch, newest names first.
 *
 * A folder that is missing, or all at once empty, removes nothing: it may be a volume that is not mounted.
 */
export async function syncFolder(sync: Sync): Promise<SyncOutcome> {
  const found = await compare(sync)
  const known = sync.writer.status()
  if (found === undefined || (found.files === 0 && found.removed.length > 0)) {
    ingest(sync, { folderProblems: [folderMissing(found === undefined)] })
    return { folder: 'missing', files: 0, unquiet: false }
  }
  await takeInOthers(sync, found)
  const unquiet = await takeInPosts(sync, found.posts, known.complete)
  if (!sync.closing()) ingest(sync, { complete: true, folderProblems: found.problems })
  return { folder: 'ok', files: found.files, unquiet }
}

/** Walks the folder beside what is known of it; undefined where there is no such folder. */
async function compare({ root, drafts, writer }: Sync): Promise<Differences | undefined> {
  const found: Differences = { files: 0, posts: [], assets: [], feeds: undefined, removed: [], problems: [] }
  const gone = new Set(writer.folders())
  const unseen: string[] = []
  try {
    for await (const listing of walkFolder(root, { drafts })) {
      gone.delete(listing.folder)
      if (!listing.complete) unseen.push(listing.folder)
      compareFolder(listing, writer.filesIn(listing.folder), found)
    }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  const isUnseen = (folder: string) => unseen.some((above) => above === '' || folder.startsWith(`${above}/`))
  for (const folder of gone) {
    if (!isUnseen(folder)) found.removed.push(...writer.filesIn(folder).map(({ file }) => file))
  }
  return found
}

function compareFolder(listing: FolderListing, records: readonly FileRecord[], found: Differences): void {
  const known = new Map(records.map((record) => [record.file, record]))
  const moved = (entry: FileStamp & { readonly file: string }): boolean => {
    const record = known.get(entry.file)
    known.delete(entry.file)
    found.files += 1
    return record === undefined || record.size !== entry.size || record.mtimeMs !== entry.mtimeMs
  }
  for (const post of listing.posts) if (moved(post)) found.posts.push(post.file)
  for (const asset of listing.assets) if (moved(asset)) found.assets.push(asset)
  if (listing.feeds !== undefined && moved(listing.feeds)) found.feeds = listing.feeds.file
  // What could not be looked at may well be there: a disk that fails for a moment removes nothing.
  if (listing.complete) found.removed.push(...known.keys())
  found.problems.push(...listing.problems)
}

/** Takes in what is no post: files that are gone, `feeds.yml`, pictures. */
async function takeInOthers({ root, ...sync }: Sync, { feeds, assets, removed }: Differences): Promise<void> {
  const read = feeds === undefined ? undefined : await readFeedsFile(root, feeds)
  if (read !== undefined || removed.length > 0) {
    ingest(sync, { removed, ...(read === undefined ? {} : { feeds: read }) })
  }
  for (let at = 0; at < assets.length && !sync.closing(); at += batchPosts) {
    const hashed = assets.slice(at, at + batchPosts).map(async (asset): Promise<AssetStamp | undefined> => {
      const hash = await hashFile(root, asset.file)
      return hash === undefined ? undefined : { ...asset, hash }
    })
    ingest(sync, { assets: (await Promise.all(hashed)).filter((asset) => asset !== undefined) })
  }
}

/** @returns whether a post was left for a moment later */
async function takeInPosts(sync: Sync, files: readonly string[], rescan: boolean): Promise<boolean> {
  const ordered = [...files].sort(newestNameFirst)
  let unquiet = false
  for (let at = 0; at < ordered.length && !sync.closing(); at += batchPosts) {
    const reads = await Promise.all(ordered.slice(at, at + batchPosts).map(sync.read))
    const present = reads.filter((read) => read !== undefined)
    const posts = present.filter((read) => !(rescan && isInTheWriting(read, sync.now())))
    unquiet ||= posts.length < present.length
    ingest(sync, { posts })
    if (ordered.length > batchPosts) sync.progress(Math.min(at + batchPosts, ordered.length), ordered.length)
  }
  return unquiet
}

/** A script may be half-way through a file: it is called broken only when it has been quiet for a while. */
function isInTheWriting({ post, mtimeMs }: ReadResult, nowMs: number): boolean {
  return post === undefined && Math.abs(nowMs - mtimeMs) < quietMs
}

/** By the name alone, since names begin with the day; the path decides between equals. */
function newestNameFirst(a: string, b: string): number {
  const [nameA, nameB] = [a.slice(a.lastIndexOf('/') + 1), b.slice(b.lastIndexOf('/') + 1)]
  if (nameA !== nameB) return nameA < nameB ? 1 : -1
  return a < b ? -1 : 1
}

function ingest({ writer, appeared }: Pick<Sync, 'writer' | 'appeared'>, batch: Batch): void {
  const commit = writer.ingest(batch)
  if (commit.appeared.length > 0) appeared(commit.appeared)
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
    hint: 'Bring it back; until then everything stays published as it was.',
  }
}
