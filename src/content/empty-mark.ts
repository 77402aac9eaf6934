import { lstat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A file of this name in the content folder says that the folder is meant to be empty. Without it, a folder that is
 * suddenly empty is taken for a disk that is not mounted; a mount point may also hold hidden files and empty folders.
 */
export const emptyMark = '.feedmill-empty'

/** Whether the operator says that the folder is meant to be empty. @param root - absolute */
export async function isMeantEmpty(root: string): Promise<boolean> {
  try {
    await lstat(join(root, emptyMark))
    return true
  } catch {
    return false
  }
}
