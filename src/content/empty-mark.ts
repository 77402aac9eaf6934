import { lstat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A file of this name in the content folder says that the folder is meant to be empty. Without it, one that
 * is empty all at once is taken for a disk that is not mounted: hidden files and empty folders lie in the
 * places of those too.
 */
export const emptyMark = '.feedmill-empty'

/** Whether whoever runs the site says that the folder is meant to be empty. @param root - absolute */
export async function isMeantEmpty(root: string): Promise<boolean> {
  try {
    await lstat(join(root, emptyMark))
    return true
  } catch {
    return false
  }
}
