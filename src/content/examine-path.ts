import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { assetType } from './asset-types.js'
import { codeOf, isGone, retryWithoutDescriptors } from './file-faults.js'
import { isPostName } from './file-name.js'
import { type Entry, examineName, isWithin } from './folder-entry.js'
import type { FoundAsset, FoundFile, WalkOptions } from './walk-folder.js'
import { isIgnored, isWanted } from './wanted.js'

/** What a path beneath the content folder leads to now. */
export type PathState =
  | { readonly kind: 'post'; readonly found: FoundFile }
  | { readonly kind: 'asset'; readonly found: FoundAsset }
  | { readonly kind: 'feeds'; readonly found: FoundFile }
  | { readonly kind: 'folder' }
  /** A link to another folder beneath the content folder; a walk decides whether it is entered. */
  | { readonly kind: 'linked-folder' }
  /** There is no such file, or none of interest. */
  | { readonly kind: 'gone' }
  /** A name that a walk skips. */
  | { readonly kind: 'ignored' }
  /** Something is there that is skipped: a link that leaves the folder, a pipe. A walk reports what is wrong. */
  | { readonly kind: 'unsupported' }
  /** It cannot be examined (`EACCES`, `EIO`), and may exist. */
  | { readonly kind: 'unreadable' }

/**
 * Examines one path, as a walk would find it.
 *
 * @param root - absolute
 * @param file - path beneath it
 */
export async function examinePath(
  root: string,
  file: string,
  { drafts }: Pick<WalkOptions, 'drafts'>,
): Promise<PathState> {
  const names = file.split('/')
  if (names.some((name) => isIgnored(name, drafts))) return { kind: 'ignored' }
  const name = names.pop() ?? ''
  const folder = names.join('/')
  try {
    const base = await retryWithoutDescriptors(() => realpath(root))
    // A walk does not follow links that leave the content folder.
    const real = folder === '' ? base : await retryWithoutDescriptors(() => realpath(join(base, folder)))
    if (!isWithin(real, base)) return { kind: 'unsupported' }
    return stateOf(file, await examineName(base, real, name, (of) => isWanted(of, folder)))
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return { kind: 'unsupported' }
    return { kind: isGone(error) ? 'gone' : 'unreadable' }
  }
}

function stateOf(file: string, entry: Entry | undefined): PathState {
  if (entry === undefined) return { kind: 'gone' }
  if (entry.kind === 'unsupported') return { kind: 'unsupported' }
  if (entry.kind === 'unknown') return { kind: 'unreadable' }
  if (entry.kind === 'folder') return { kind: entry.linked ? 'linked-folder' : 'folder' }
  const found = { file, ...entry.stamp }
  const mediaType = assetType(entry.name)
  if (isPostName(entry.name)) return { kind: 'post', found }
  return mediaType === undefined
    ? { kind: 'feeds', found }
    : { kind: 'asset', found: { ...found, mediaType } }
}
