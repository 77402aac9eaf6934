import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { assetType } from './asset-types.js'
import { codeOf, isGone, patiently } from './file-faults.js'
import { isPostName } from './file-name.js'
import { type Entry, isWithin, lookAtName } from './folder-entry.js'
import type { FoundAsset, FoundFile, WalkOptions } from './walk-folder.js'
import { isPassedOver, isWanted } from './wanted.js'

/** What a path beneath the content folder leads to now. */
export type Look =
  | { readonly kind: 'post'; readonly found: FoundFile }
  | { readonly kind: 'asset'; readonly found: FoundAsset }
  | { readonly kind: 'feeds'; readonly found: FoundFile }
  | { readonly kind: 'folder' }
  /** A link to another folder beneath the content folder; a walk decides whether it is entered. */
  | { readonly kind: 'linked-folder' }
  /** There is no such file, or none of interest. */
  | { readonly kind: 'gone' }
  /** A name that a walk skips. */
  | { readonly kind: 'passed-over' }
  /** Something is there that is skipped: a link that leaves the folder, a pipe. A walk reports what is wrong. */
  | { readonly kind: 'odd' }
  /** It cannot be examined (`EACCES`, `EIO`), and may exist. */
  | { readonly kind: 'unclear' }

/**
 * Examines one path, as a walk would find it.
 *
 * @param root - absolute
 * @param file - path beneath it
 */
export async function lookAtPath(
  root: string,
  file: string,
  { drafts }: Pick<WalkOptions, 'drafts'>,
): Promise<Look> {
  const names = file.split('/')
  if (names.some((name) => isPassedOver(name, drafts))) return { kind: 'passed-over' }
  const name = names.pop() ?? ''
  const folder = names.join('/')
  try {
    const base = await patiently(() => realpath(root))
    // A walk does not follow links that leave the content folder.
    const real = folder === '' ? base : await patiently(() => realpath(join(base, folder)))
    if (!isWithin(real, base)) return { kind: 'odd' }
    return toLook(file, await lookAtName(base, real, name, (of) => isWanted(of, folder)))
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return { kind: 'odd' }
    return { kind: isGone(error) ? 'gone' : 'unclear' }
  }
}

function toLook(file: string, entry: Entry | undefined): Look {
  if (entry === undefined) return { kind: 'gone' }
  if (entry.kind === 'odd') return { kind: 'odd' }
  if (entry.kind === 'unknown') return { kind: 'unclear' }
  if (entry.kind === 'folder') return { kind: entry.linked ? 'linked-folder' : 'folder' }
  const found = { file, ...entry.stamp }
  const mediaType = assetType(entry.name)
  if (isPostName(entry.name)) return { kind: 'post', found }
  return mediaType === undefined
    ? { kind: 'feeds', found }
    : { kind: 'asset', found: { ...found, mediaType } }
}
