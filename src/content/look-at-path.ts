import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { assetType } from './asset-types.js'
import { isGone, patiently } from './file-faults.js'
import { isPostName } from './file-name.js'
import { stampOf } from './read-file.js'
import type { FoundAsset, FoundFile, WalkOptions } from './walk-folder.js'
import { isPassedOver, isWanted } from './wanted.js'

/** What a path beneath the content folder leads to now. */
export type Look =
  | { readonly kind: 'post'; readonly found: FoundFile }
  | { readonly kind: 'asset'; readonly found: FoundAsset }
  | { readonly kind: 'feeds'; readonly found: FoundFile }
  | { readonly kind: 'folder' }
  | { readonly kind: 'gone' }
  /** Nothing that a walk would find. */
  | { readonly kind: 'passed-over' }
  /** A link, something odd, or something that cannot be looked at: a walk tells. */
  | { readonly kind: 'unclear' }

/**
 * Looks at one path, as a walk would come by it.
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
  try {
    const stats = await patiently(() => lstat(join(root, file)))
    if (stats.isDirectory()) return { kind: 'folder' }
    const name = names.at(-1) ?? ''
    if (!isWanted(name, names.slice(0, -1).join('/'))) return { kind: 'passed-over' }
    return stats.isFile() ? toLook(name, { file, ...stampOf(stats) }) : { kind: 'unclear' }
  } catch (error) {
    return { kind: isGone(error) ? 'gone' : 'unclear' }
  }
}

function toLook(name: string, found: FoundFile): Look {
  const mediaType = assetType(name)
  if (isPostName(name)) return { kind: 'post', found }
  return mediaType === undefined
    ? { kind: 'feeds', found }
    : { kind: 'asset', found: { ...found, mediaType } }
}
