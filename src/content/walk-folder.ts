import { isUtf8 } from 'node:buffer'
import type { Dirent } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { joinPath } from '../model/content-path.js'
import type { Fault, Problem } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { assetType } from './asset-types.js'
import { isGone, notRegular, patiently, unreadable } from './file-faults.js'
import { isPostName } from './file-name.js'
import { type Entry, lookAt } from './folder-entry.js'
import { type FileStamp, noStamp } from './read-result.js'
import { isPassedOver, isWanted } from './wanted.js'

/** A file that was found. */
export interface FoundFile extends FileStamp {
  /** Path beneath the content folder, `/` between its parts, as the disk spells it. */
  readonly file: string
}

/** A picture, recording or document that was found. */
export interface FoundAsset extends FoundFile {
  readonly mediaType: string
}

/** What lies directly in one folder; each list in the order of its names' bytes. */
export interface FolderListing {
  /** Path beneath the content folder; `''` is the content folder itself. */
  readonly folder: string
  readonly posts: readonly FoundFile[]
  readonly assets: readonly FoundAsset[]
  /** `feeds.yml` of the content folder itself. */
  readonly feeds?: FoundFile
  /**
   * False where the folder, or something in it, is there and could not be looked at (`EACCES`, `EIO`):
   * what is known of it, and of all beneath it, is then to stay as it is.
   */
  readonly complete: boolean
  readonly problems: readonly Problem[]
}

/** Files that are looked at side by side: enough to keep the disk busy. */
const sideBySide = 32

/** What of a folder is walked. */
export interface WalkOptions {
  /** Walk `_drafts` too. */
  readonly drafts: boolean
  /** Walk this folder and those in it alone: a path beneath the content folder. */
  readonly from?: string
  /**
   * Whether the stamp of a file in a folder is of use; where it is not, the stamp is `noStamp`, and a post is not even
   * looked at: whoever reads it meets what it is. Asked once for each folder, before it is listed.
   */
  readonly needsStamps?: (folder: string) => (name: string) => boolean
  /** Called with each folder before it is listed: a watch that starts here misses nothing. */
  readonly entering?: (folder: string, realPath: string) => void
  /** Asked again and again whether to stop, within a folder too: it may hold a million files. */
  readonly stopped?: () => boolean
}

/**
 * Walks the content folder, one folder after the other: posts, assets and `feeds.yml`, with their stamps.
 *
 * Names that begin with a dot, `node_modules`, Jekyll's `_site`, `_layouts` and `_includes`, and `_drafts`
 * unless asked for, are passed over. Links that leave the folder, pipes, sockets, devices, circles of
 * links, and names that are not UTF-8 are passed over and reported. A folder comes before those in it,
 * and all in the order of their names' bytes. A walk that is stopped lists no folder that it has not looked through.
 *
 * @param root - absolute
 * @throws the system's error where the content folder itself is not there or cannot be read
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
    names = await patiently(() => readdir(place.real, { withFileTypes: true, encoding: 'buffer' }))
  } catch (error) {
    if (folder === '') throw error
    const gone = isGone(error)
    if (!gone) note('', unreadable(error))
    return { listing: { folder, posts: [], assets: [], complete: gone, problems }, folders: [] }
  }
  const dirents = readable(names, drafts, note)
  const wanted = (name: string) => isWanted(name, folder)
  const look = async (dirent: Dirent) => {
    const { name } = dirent
    if (needsStamp === undefined || !dirent.isFile() || !isPostName(name) || needsStamp(name))
      return lookAt(base, place.real, dirent, wanted)
    return { kind: 'file', name, stamp: noStamp } as const
  }
  const entries = await mapSideBySide(dirents, look, stopped)
  const present = entries.filter((entry) => entry !== undefined)
  noteCollisions(present, note)
  return sort(place, present, linked, problems, note)
}

type Note = (name: string, fault: Fault) => void

/** Names in the order of their bytes, without those that are passed over and those that are not UTF-8. */
function readable(names: readonly Dirent<Buffer>[], drafts: boolean, note: Note): Dirent[] {
  const sorted = names.toSorted((a, b) => Buffer.compare(a.name, b.name))
  return sorted.flatMap((dirent) => {
    const name = dirent.name.toString()
    if (isPassedOver(name, drafts)) return []
    if (isUtf8(dirent.name)) return [withName(dirent, name)]
    note(name, nameEncoding(dirent.name))
    return []
  })
}

/** A listing entry whose name is text. */
function withName(dirent: Dirent<Buffer>, name: string): Dirent {
  return Object.assign(Object.create(Object.getPrototypeOf(dirent)), dirent, { name })
}

/** Puts what was found into its lists. */
function sort(
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
      else note(entry.name, notRegular('a folder to which another link leads already'))
    } else if (entry.kind === 'file') {
      const mediaType = assetType(entry.name)
      if (isPostName(entry.name)) posts.push({ file, ...entry.stamp })
      else if (mediaType !== undefined) assets.push({ file, ...entry.stamp, mediaType })
      else if (folder === '') feeds = { file, ...entry.stamp }
    } else note(entry.name, entry.fault)
  }
  const complete = entries.every(({ kind }) => kind !== 'unknown')
  const listing = { folder, posts, assets, complete, problems, ...(feeds === undefined ? {} : { feeds }) }
  return { listing, folders }
}

/** Through links each folder is entered at most once: links that cross would make paths without end. */
function mayEnter({ real, linked }: Place, entered: Set<string>): boolean {
  if (!linked) return true
  if (entered.has(real)) return false
  entered.add(real)
  return true
}

/** Reports names that are the same to a file system that ignores case or normalises. */
function noteCollisions(entries: readonly Entry[], note: Note): void {
  const seen = new Map<string, string>()
  for (const { name } of entries) {
    const folded = name.normalize('NFC').toLowerCase().normalize('NFC')
    const first = seen.get(folded)
    if (first === undefined) seen.set(folded, name)
    else note(name, collision(name, first))
  }
}

/** Maps a list with a bounded number of promises under way; results in the order of the list, until it is stopped. */
async function mapSideBySide<T, R>(
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
  await Promise.all(Array.from({ length: sideBySide }, lane))
  return results
}

/** ASCII is shown as it is, any other byte by its number: nobody knows what letter it was. */
function nameEncoding(name: Buffer): Fault {
  const shown = name
    .toString('latin1')
    .replace(/[^ -~]|["\\]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)
  return {
    code: 'file-name-encoding',
    severity: 'error',
    reason: `the name "${shown}" is not UTF-8`,
    hint: 'Rename it; it may be in GBK.',
  }
}

function collision(name: string, first: string): Fault {
  return {
    code: 'names-collide',
    severity: 'warning',
    reason: `${quote(name)} and ${quote(first)} are one name on many file systems`,
    hint: 'Rename one of the two.',
  }
}
