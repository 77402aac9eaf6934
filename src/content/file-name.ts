/** What the path of a post says about it. */
export interface FileName {
  /** The day that the name begins with, as written: `2026-01-31`. */
  readonly date?: string
  /** What follows the day, or the whole name: used in permalinks, and as a title if there is none. */
  readonly slug: string
  /** Folders above `_posts` or `_drafts`: categories, outermost first. */
  readonly categories: readonly string[]
  /** The file lies beneath `_posts`, where every file is meant to be a post. */
  readonly inPosts: boolean
  readonly kind: 'markdown' | 'html'
}

const postSuffix = /\.(?:md|markdown|html?)$/i

/** Whether a file of this name is a post. */
export function isPostName(name: string): boolean {
  return postSuffix.test(name)
}

/**
 * Parses `news/_posts/2026-01-31-rain.md` as Jekyll does: day, slug, folders.
 *
 * Whether that day is in the calendar is not checked here.
 *
 * @param file - path beneath the content folder, separated by `/`
 */
export function parseFileName(file: string): FileName {
  const folders = file.split('/')
  const name = folders.pop() ?? ''
  const stem = name.replace(postSuffix, '')
  const [, date, rest] = /^(\d{4}-\d{1,2}-\d{1,2})-(.+)$/.exec(stem) ?? []
  const special = folders.findIndex((folder) => folder === '_posts' || folder === '_drafts')
  return {
    ...(date !== undefined && { date }),
    slug: rest ?? stem,
    categories: special < 0 ? [] : folders.slice(0, special),
    inPosts: folders.includes('_posts'),
    kind: /\.html?$/i.test(name) ? 'html' : 'markdown',
  }
}

/** A slug as words, each capitalised: `rain-on-the-harbour` → `Rain On The Harbour`. */
export function toWords(slug: string): string {
  return slug
    .split(/[-_\s]+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()))
    .join(' ')
}
