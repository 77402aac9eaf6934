import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs'
import { join, sep } from 'node:path'
import type { ByteRange } from '../model/byte-range.js'
import { type Fault, isFault } from '../model/problem.js'
import { codeOf, isGone, notRegular, retryWithoutDescriptors, unreadable } from './file-faults.js'
import { type FileStamp, noStamp, type ReadResult } from './read-result.js'

/** A file as it was read; the stamp matches the bytes. */
export interface FileBytes extends FileStamp {
  readonly bytes: Buffer
}

/** A file that was only hashed; the stamp matches the bytes. */
export interface FileHash extends FileStamp {
  /** SHA-256 of its bytes, in hex. */
  readonly hash: string
}

/** A file that exists but was not read. */
export interface UnreadFile extends FileStamp {
  readonly fault: Fault
}

/** How often to read a file that keeps changing meanwhile. */
const tries = 5

/**
 * Reads a whole file of the content folder.
 *
 * Only a regular file beneath the folder is opened, and never one that would block (a pipe). Its size and mtime are
 * compared before and after: if they changed, it is read again.
 *
 * The system calls are synchronous: this runs in a worker thread, where blocking costs nobody anything, and seven trips
 * to the thread pool cost more than the reading.
 *
 * @param root - the content folder, absolute
 * @param file - path beneath it, separated by `/`
 * @param bytesMax - a larger file is not read
 * @returns undefined if there is no such file (it was just replaced or removed, which is normal)
 */
export async function readFile(
  root: string,
  file: string,
  bytesMax: number,
): Promise<FileBytes | UnreadFile | undefined> {
  const opened = await openWithin(root, file)
  if (opened === undefined || isFault(opened)) return opened && { ...noStamp, fault: opened }
  try {
    return readSettled(opened.descriptor, bytesMax)
  } catch (error) {
    return { ...noStamp, fault: unreadable(error) }
  } finally {
    closeSync(opened.descriptor)
  }
}

/**
 * Combines the state of a file with what was made of it. A file that was not read gets the hash of its fault, so that a
 * different state has a different hash.
 */
export function toResult<P>(
  file: string,
  read: FileBytes | UnreadFile,
  parsed: Pick<ReadResult<P>, 'post' | 'draft' | 'problems'>,
): ReadResult<P> {
  const { size, mtimeMs } = read
  const content = 'fault' in read ? `${read.fault.code}: ${read.fault.reason}` : read.bytes
  return { file, size, mtimeMs, hash: createHash('sha256').update(content).digest('hex'), ...parsed }
}

/**
 * Hashes an asset. It may be large, so that one that changes meanwhile is left for later: something will say that it
 * has changed, or the next scan will see it.
 *
 * @returns undefined if it is gone, or changed meanwhile
 */
export async function hashFile(root: string, file: string): Promise<FileHash | UnreadFile | undefined> {
  const opened = await openWithin(root, file)
  if (opened === undefined || isFault(opened)) return opened && { ...noStamp, fault: opened }
  const { descriptor } = opened
  const hash = createHash('sha256')
  try {
    for await (const chunk of streamOf(descriptor, { autoClose: false })) hash.update(chunk)
    const stamp = stampOf(opened.stats)
    return hasStamp(fstatSync(descriptor), stamp) ? { ...stamp, hash: hash.digest('hex') } : undefined
  } catch (error) {
    return { ...noStamp, fault: unreadable(error) }
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Opens an asset to be streamed.
 *
 * @param stamp - of the asset as the catalogue knows it
 * @param part - the range to send, within the known size; the whole file if absent
 * @returns its bytes; rejects if it is gone, cannot be read, or no longer matches its stamp: its address is then about
 *   to serve something else
 */
export async function openAsset(
  root: string,
  file: string,
  stamp: FileStamp,
  part?: ByteRange,
): Promise<AsyncIterable<Uint8Array>> {
  const opened = await openWithin(root, file)
  if (opened === undefined || isFault(opened)) throw new Error(`${file} ${opened?.reason ?? 'is gone'}`)
  if (!hasStamp(opened.stats, stamp)) {
    closeSync(opened.descriptor)
    throw new Error(`${file} has changed`)
  }
  // Never sends more than was promised, even if the file grows meanwhile.
  const { first, last } = part ?? { first: 0, last: Math.max(stamp.size - 1, 0) }
  return streamOf(opened.descriptor, { start: first, end: last })
}

/** What is kept of a file's state, to tell later whether it may have changed. */
export function stampOf({ size, mtimeMs }: { size: number; mtimeMs: number }): FileStamp {
  return { size, mtimeMs: Math.trunc(mtimeMs) }
}

function hasStamp(stats: Stats, { size, mtimeMs }: FileStamp): boolean {
  const now = stampOf(stats)
  return now.size === size && now.mtimeMs === mtimeMs
}

interface OpenFile {
  readonly descriptor: number
  readonly stats: Stats
}

async function openWithin(root: string, file: string): Promise<OpenFile | Fault | undefined> {
  try {
    return await retryWithoutDescriptors(() => openOnce(root, file))
  } catch (error) {
    if (isGone(error)) return undefined
    // ELOOP: circular links, or a link that was put there just now; ENXIO: a socket.
    return codeOf(error) === 'ELOOP' || codeOf(error) === 'ENXIO' ? notAFile('no file') : unreadable(error)
  }
}

/** Resolves links and checks where they lead. What is then opened must not be a link, so nothing can be swapped in. */
function openOnce(root: string, file: string): OpenFile | Fault {
  const base = realpathSync.native(root)
  const path = realpathSync.native(join(base, file))
  if (!path.startsWith(base.endsWith(sep) ? base : base + sep))
    return notAFile('a link that leaves the folder')
  // Without O_NONBLOCK, opening a pipe blocks until someone writes to it.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  const stats = fstatSync(descriptor)
  if (stats.isFile()) return { descriptor, stats }
  closeSync(descriptor)
  return notAFile('a folder, a pipe, a socket or a device')
}

function readSettled(descriptor: number, bytesMax: number): FileBytes | UnreadFile {
  for (let attempt = 1; ; attempt++) {
    const before = stampOf(fstatSync(descriptor))
    if (before.size > bytesMax) return { ...before, fault: tooLarge(before.size, bytesMax) }
    const bytes = readAll(descriptor, before.size)
    const after = stampOf(fstatSync(descriptor))
    const settled =
      bytes.length === after.size && before.size === after.size && before.mtimeMs === after.mtimeMs
    if (settled) return { ...after, bytes }
    // A file that keeps changing gets a size that no file has, so that it is read again; its mtime says how new it is.
    if (attempt === tries) return { ...noStamp, mtimeMs: after.mtimeMs, bytes }
  }
}

function readAll(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, length)
    if (read === 0) break
    length += read
  }
  return bytes.subarray(0, length)
}

function streamOf(
  descriptor: number,
  options: { start?: number; end?: number; autoClose?: boolean },
): AsyncIterable<Uint8Array> {
  return createReadStream('', { fd: descriptor, start: 0, highWaterMark: 256 * 1024, ...options })
}

/** What a walk skips with a warning is an error if the file was asked for by name. */
function notAFile(what: string): Fault {
  return { ...notRegular(what), severity: 'error' }
}

function tooLarge(size: number, bytesMax: number): Fault {
  return {
    code: 'file-too-large',
    severity: 'error',
    reason: `the file has ${size} bytes, but a post may have no more than ${bytesMax}`,
    hint: 'Split the post, or move the pictures embedded in it to files of their own.',
  }
}
