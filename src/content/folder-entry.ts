import type { Dirent, Stats } from 'node:fs'
import { lstat, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Fault } from '../model/problem.js'
import { codeOf, isGone, notRegular, retryWithoutDescriptors, unreadable } from './file-faults.js'
import { stampOf } from './read-file.js'
import type { FileStamp } from './read-result.js'

/** What a directory entry turned out to be, with links resolved. */
export type Entry =
  | { readonly kind: 'file'; readonly name: string; readonly stamp: FileStamp }
  | { readonly kind: 'folder'; readonly name: string; readonly real: string; readonly linked: boolean }
  | { readonly kind: 'unsupported'; readonly name: string; readonly fault: Fault }
  /** It could not be examined; it may exist. */
  | { readonly kind: 'unknown'; readonly name: string; readonly fault: Fault }

/**
 * Examines one directory entry. A link counts as what it leads to, if that lies beneath the content folder.
 *
 * @param base - real path of the content folder
 * @param folder - real path of the folder
 * @param wanted - whether a file of this name is of interest; if not, it is not examined
 * @returns undefined if it is gone, or a file of no interest
 */
export async function examineEntry(
  base: string,
  folder: string,
  dirent: Dirent,
  wanted: (name: string) => boolean,
): Promise<Entry | undefined> {
  const { name } = dirent
  if (dirent.isDirectory()) return { kind: 'folder', name, real: join(folder, name), linked: false }
  if (dirent.isFile() && !wanted(name)) return undefined
  return examineName(base, folder, name, wanted)
}

/** Like `examineEntry`, for an entry of which only the name is known. */
export async function examineName(
  base: string,
  folder: string,
  name: string,
  wanted: (name: string) => boolean,
): Promise<Entry | undefined> {
  const path = join(folder, name)
  try {
    const stats = await retryWithoutDescriptors(() => lstat(path))
    return stats.isSymbolicLink() ? await follow(base, folder, name) : classify(name, path, stats, wanted)
  } catch (error) {
    return isGone(error) ? undefined : { kind: 'unknown', name, fault: unreadable(error) }
  }
}

function classify(
  name: string,
  real: string,
  stats: Stats,
  wanted: (name: string) => boolean,
): Entry | undefined {
  if (stats.isFile()) return wanted(name) ? { kind: 'file', name, stamp: stampOf(stats) } : undefined
  // Folders get here on file systems whose listings give no types.
  if (stats.isDirectory()) return { kind: 'folder', name, real, linked: false }
  return { kind: 'unsupported', name, fault: notRegular('a pipe, a socket or a device') }
}

async function follow(base: string, folder: string, name: string): Promise<Entry> {
  const unsupported = (what: string): Entry => ({ kind: 'unsupported', name, fault: notRegular(what) })
  try {
    const real = await retryWithoutDescriptors(() => realpath(join(folder, name)))
    if (!isWithin(real, base)) return unsupported('a link that leaves the folder')
    const stats = await retryWithoutDescriptors(() => stat(real))
    if (stats.isFile()) return { kind: 'file', name, stamp: stampOf(stats) }
    if (!stats.isDirectory()) return unsupported('a link to a pipe, a socket or a device')
    if (isWithin(folder, real)) return unsupported('a link that leads back to a folder above it')
    return { kind: 'folder', name, real, linked: true }
  } catch (error) {
    if (isGone(error)) return unsupported('a link that leads nowhere')
    if (codeOf(error) === 'ELOOP') return unsupported('a link that leads in a circle')
    throw error
  }
}

/** Whether a real path is that of a folder, or lies beneath it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
