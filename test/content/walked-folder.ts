import { type FolderListing, walkFolder } from '../../src/content/walk-folder.js'
import type { TemporaryFolder } from '../support/temporary-folder.js'

/** Walks a folder anew each time, and says what it finds. */
export function walked(content: TemporaryFolder) {
  const walk = async (drafts = false): Promise<FolderListing[]> => {
    const listings: FolderListing[] = []
    for await (const listing of walkFolder(content.path, { drafts })) listings.push(listing)
    return listings
  }
  return {
    walk,
    /** Paths of the posts. */
    files: async (drafts = false) =>
      (await walk(drafts)).flatMap(({ posts }) => posts.map(({ file }) => file)),
    /** Code and file of each Problem. */
    problems: async () =>
      (await walk()).flatMap(({ problems }) => problems.map(({ code, file }) => `${code} ${file}`)),
  }
}
