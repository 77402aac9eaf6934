import { isUtf8 } from 'node:buffer'
import type { Dirent } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { joinPath } from '../model/content-path.js'
import { normalise } from '../model/normalise.js'
import type { Fault, Problem } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { assetType } from './asset-types.js'
import { isGone, notRegular, retryWithoutDescriptors, unreadable } from './file-faults.js'
import { isPostName } from './file-name.js'
import { type Entry, examineEntry } from './folder-entry.js'
import { type FileStamp, noStamp } from './read-result.js'
import { isIgnored, isWanted } from './wanted.js'

/** A file that was found. */
export interface FoundFile extends FileStamp {
  /** Path beneath the content folder, separated by `/`, spelled as on disk. */
  readonly file: string
}

/** A picture, recording or document that was found. */
export interface FoundAsset extends FoundFile {
  readonly mediaType: string
}

/** What lies directly in one folder; each list is sorted by the bytes of the names. */
export interface FolderListing {
  /** Path beneath the content folder; `''` is the content folder itself. */
  readonly folder: string
  readonly posts: readonly FoundFile[]
  readonly assets: readonly FoundAsset[]
  /** `feeds.yml` of the content folder itself. */
  readonly feeds?: FoundFile
  /**
   * False if the folder, or something in it, exists but could not be examined (`EACCES`, `EIO`): what is known of it,
   * and of everything beneath it, must then stay as it is.
   */
  readonly complete: boolean
  readonly problems: readonly Problem[]
}

/** How many files are examined concurrently: enough to keep the disk busy. */
const concurrency = 32

/** What to walk, and whom to tell. */
export interface WalkOptions {
  /** Walk `_drafts` too. */
  readonly drafts: boolean
  /** Walk only this folder and those in it: a path beneath the content folder. */
  readonly from?: string
  /**
   * Whether the stamp of a file in this folder is needed. If not, the stamp is `noStamp`, and a post is not even
   * examined: whoever reads it will find out what it is. Called once for each folder, before it is listed.
   */
  readonly needsStamps?: (folder: string) => (name: string) => boolean
  /** Called with each folder before it is listed, so that a watch started here misses nothing. */
  readonly entering?: (folder: string, realPath: string) => void
  /** Polled for whether to stop, within a folder too: it may hold a million files. */
  readonly stopped?: () => boolean
}

/**
 * Walks the content folder, one folder after another: posts, assets and `feeds.yml`, with their stamps.
 *
 * Names that begin with a dot, `node_modules`, Jekyll's `_site`, `_layouts` and `_includes`, and `_drafts` unless asked
 * for, are skipped. Links that leave the folder, pipes, sockets, devices, circular links, and names that are not UTF-8
 * are skipped and reported. A folder comes before those in it, and all are sorted by the bytes of their names. A walk
 * that is stopped yields no listing of a folder that it has not finished.
 *
 * @param root - absolute
 * @throws the system's error if the content folder itself is missing or cannot be read
 */
export async function* walkFolder(root: string, options: WalkOptions): AsyncGenerator<FolderListing> {
  const { from = '', entering, stopped = () => false } = options
  const base = await realpath(root)
  const linked = new Set<string>()
  const open: Place[] = [{ folder: from, real: from === '' ? base : join(base, from), linked: false }]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    entering?.(place.folder, place.real)
    const { listing, folders } = await list(base, place, options, linked)
    if (stopped()) return
    yield listing
    open.push(...folders.toReversed())
  }
}

/** A folder that is still to be listed. */
interface Place {
  readonly folder: string
  readonly real: string
  /** Reached through a link. */
  readonly linked: boolean
}

interface Listed {
  readonly listing: FolderListing
  readonly folders: readonly Place[]
}

async function list(
  base: string,
  place: Place,
  { drafts, stopped, needsStamps }: WalkOptions,
  linked: Set<string>,
): Promise<Listed> {
  const { folder } = place
  const needsStamp = needsStamps?.(folder)
  const problems: Problem[] = []
  const note = (name: string, fault: Fault) =>
    problems.push({ ...fault, file: joinPath(folder, name) || '.' })
  let names: Dirent<Buffer>[]
  try {
    names = await retryWithoutDescriptors(() =>
      readdir(place.real, { withFileTypes: true, encoding: 'buffer' }),
    )
  } catch (error) {
    if (folder === '') throw error
    const gone = isGone(error)
    if (!gone) note('', unreadable(error))
    return { listing: { folder, posts: [], assets: [], complete: gone, problems }, folders: [] }
  }
  const dirents = readable(names, drafts, note)
  const wanted = (name: string) => isWanted(name, folder)
  const examine = async (dirent: Dirent) => {
    const { name } = dirent
    if (needsStamp === undefined || !dirent.isFile() || !isPostName(name) || needsStamp(name))
      return examineEntry(base, place.real, dirent, wanted)
    return { kind: 'file', name, stamp: noStamp } as const
  }
  const entries = await mapConcurrently(dirents, examine, stopped)
  const present = entries.filter((entry) => entry !== undefined)
  noteCollisions(present, note)
  return distribute(place, present, linked, problems, note)
}

type Note = (name: string, fault: Fault) => void

/** Sorts names by their bytes, and leaves out those that are skipped and those that are not UTF-8. */
function readable(names: readonly Dirent<Buffer>[], drafts: boolean, note: Note): Dirent[] {
  const sorted = names.toSorted((a, b) => Buffer.compare(a.name, b.name))
  return sorted.flatMap((dirent) => {
    const name = dirent.name.toString()
    if (isIgnored(name, drafts)) return []
    if (isUtf8(dirent.name)) return [withName(dirent, name)]
    note(name, nameEncoding(dirent.name))
    return []
  })
}

/** A directory entry whose name is a string. */
function withName(dirent: Dirent<Buffer>, name: string): Dirent {
  return Object.assign(Object.create(Object.getPrototypeOf(dirent)), dirent, { name })
}

/** Distributes the entries of a folder to their lists. */
function distribute(
  place: Place,
  entries: readonly Entry[],
  linked: Set<string>,
  problems: Problem[],
  note: Note,
): Listed {
  const { folder } = place
  const posts: FoundFile[] = []
  const assets: FoundAsset[] = []
  const folders: Place[] = []
  let feeds: FoundFile | undefined
  for (const entry of entries) {
    const file = joinPath(folder, entry.name)
    if (entry.kind === 'folder') {
      const next = { folder: file, real: entry.real, linked: place.linked || entry.linked }
      if (mayEnter(next, linked)) folders.push(next)
      else note(entry.name, notRegular('a folder that another link already leads to'))
    } else if (entry.kind === 'file') {
      const mediaType = assetType(entry.name)
      if (isPostName(entry.name)) posts.push({ file, ...entry.stamp })
      else if (mediaType !== undefined) assets.push({ file, ...entry.stamp, mediaType })
      else if (folder === '') feeds = { file, ...entry.stamp }
    } else note(entry.name, entry.fault)
  }
  const complete = entries.every(({ kind }) => kind !== 'unknown')
  const listing = { folder, posts, assets, complete, problems, ...(feeds !== undefined && { feeds }) }
  return { listing, folders }
}

/** Each folder is entered through links at most once: links that cross would make endlessly many paths. */
function mayEnter({ real, linked }: Place, entered: Set<string>): boolean {
  if (!linked) return true
  if (entered.has(real)) return false
  entered.add(real)
  return true
}

/** Reports names that are identical to a file system that ignores case or normalises. */
function noteCollisions(entries: readonly Entry[], note: Note): void {
  const seen = new Map<string, string>()
  for (const { name } of entries) {
    const folded = normalise(normalise(name, 'NFC').toLowerCase(), 'NFC')
    const first = seen.get(folded)
    if (first === undefined) seen.set(folded, name)
    else note(name, collision(name, first))
  }
}

/** Maps a list with bounded concurrency; results keep the order of the list. Stops early if told to. */
async function mapConcurrently<T, R>(
  items: readonly T[],
  map: (item: T) => Promise<R>,
  stopped = () => false,
): Promise<R[]> {
  const results = new Array<R>(items.length)
  const queue = items.entries()
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (stopped()) return
      results[index] = await map(item)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  return results
}

/** Shows ASCII as it is, and any other byte by its number, since nobody knows which letter it was. */
function nameEncoding(name: Buffer): Fault {
  const shown = name
    .toString('latin1')
    .replace(/[^ -~]|["\\]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)
  return {
    code: 'file-name-encoding',
    severity: 'error',
    reason: `the name "${shown}" is not UTF-8`,
    hint: 'Rename the file; its name may be in GBK.',
  }
}

function collision(name: string, first: string): Fault {
  return {
    code: 'names-collide',
    severity: 'warning',
    reason: `many file systems cannot tell ${quote(name)} from ${quote(first)}`,
    hint: 'Rename one of the two.',
  }
}
