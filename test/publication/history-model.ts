/** What history needs to know of a post. */
export interface ModelPost {
  readonly guid: string
  readonly instantMs: number
}

/** What one archive of a scope must hold. */
export interface ModelArchive {
  readonly name: string
  /** Guids, newest first. */
  readonly posts: readonly string[]
}

export interface ModelHistory {
  /** Newest first. */
  readonly archives: readonly ModelArchive[]
  readonly unarchived: readonly string[]
}

/** The hour in a zone's wall-clock time: `2021-12-30T15`. */
export function hourName(instantMs: number, timeZone: string): string {
  return formatter(timeZone).format(instantMs).replace(' ', 'T').slice(0, 13)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** One a zone: each holds some 30 KB outside of the heap, which are not released while a test only awaits promises. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}

/** Newest first; posts of the same instant by guid. */
export function inOrder<P extends ModelPost>(posts: Iterable<P>): P[] {
  return [...posts].sort((a, b) => b.instantMs - a.instantMs || (a.guid < b.guid ? -1 : 1))
}

/**
 * Cuts a history in the simplest way: sorts every post into its period by names alone.
 *
 * @param most - most posts in one archive
 */
export function modelHistory(posts: Iterable<ModelPost>, timeZone: string, most: number): ModelHistory {
  const ordered = inOrder(posts).map((post) => ({ ...post, hour: hourName(post.instantMs, timeZone) }))
  const leaves = new Map<string, string[]>()
  const split = (some: typeof ordered, lengths: readonly number[]): void => {
    const [length, ...smaller] = lengths
    if (length === undefined) {
      splitHour(some)
      return
    }
    const groups = new Map<string, typeof ordered>()
    for (const post of some) {
      const name = post.hour.slice(0, length)
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [post])
      else group.push(post)
    }
    for (const [name, within] of groups) {
      if (within.length > most) split(within, smaller)
      else
        leaves.set(
          name,
          within.map(({ guid }) => guid),
        )
    }
  }
  const splitHour = (some: typeof ordered): void => {
    const oldestFirst = some.toReversed()
    const parts = Math.ceil(some.length / most)
    for (let part = parts; part >= 1; part--) {
      const within = oldestFirst.slice((part - 1) * most, part * most).reverse()
      leaves.set(
        `${some[0]?.hour}.${part}`,
        within.map(({ guid }) => guid),
      )
    }
  }
  split(ordered, [4, 7, 10, 13])
  const all = [...leaves].map(([name, within]) => ({ name, posts: within }))
  return { unarchived: all[0]?.posts ?? [], archives: all.slice(1) }
}
