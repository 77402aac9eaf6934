import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { CountedFolder } from './counted-folder.js'
import type { ServerProcess } from './server-process.js'
import type { WatchfulClient } from './watchful-client.js'

const postsMax = 1_000
/** The formats that are requested. */
const formats = ['json', 'xml', 'atom'] as const

/** A random whole number from 0 up to, but not including, `below`. */
export type Random = (below: number) => number

/** Changes the folder and queries the server for `lifeMs`. */
export async function runWithChanges(
  server: ServerProcess,
  folder: CountedFolder,
  client: WatchfulClient,
  lifeMs: number,
  random: Random,
): Promise<void> {
  const endMs = performance.now() + lifeMs
  const asking = (async () => {
    while (performance.now() < endMs) {
      const { categories } = folder
      const category = random(3) === 0 ? undefined : categories[random(categories.length)]
      await client.ask(server, category, formats[random(3)] ?? 'json')
      await wait(1)
    }
  })()
  const changing = (async () => {
    while (performance.now() < endMs) {
      change(folder, random)
      await wait(random(40))
    }
  })()
  await Promise.all([asking, changing])
}

/** Makes one random change. */
export function change(folder: CountedFolder, random: Random): void {
  const posts = [...folder.posts].flatMap(([post, { category }]) => (category.startsWith('c') ? [post] : []))
  const post = posts[random(posts.length)] ?? 0
  const flipped = [...folder.expected('flip').keys()]
  switch (random(8)) {
    case 0:
      folder.add()
      break
    case 1:
      // A feed carries only so many posts: with more, one would rightly be missing.
      if (folder.posts.size < postsMax) folder.addBatch()
      else folder.removeBatch()
      break
    case 2:
      folder.remove(post)
      break
    case 3:
      folder.move(post)
      break
    // A feed that flips between two states: its Last-Modified must still never go back.
    case 4:
    case 5:
      if (flipped[0] === undefined) folder.add('flip')
      else folder.remove(flipped[0])
      break
    default:
      folder.correct(post)
  }
}

/** Lets a server come to rest, compares each of its feeds with the folder, and stops it. */
export async function checkAtRest(
  server: ServerProcess,
  folder: CountedFolder,
  client: WatchfulClient,
): Promise<void> {
  await server.ready()
  const deadlineMs = performance.now() + 60_000
  for (const category of [undefined, ...folder.categories]) {
    const expected = folder.expected(category)
    const isKnown = category === undefined || expected.size > 0
    for (;;) {
      const carried = await client.ask(server, category, 'json')
      if (same(carried ?? new Map(), expected) || !(isKnown || carried)) break
      if (performance.now() > deadlineMs) assert.deepEqual(carried, expected, category)
      await wait(10)
    }
  }
  await client.checkDates(server)
  assert.equal(await server.stop(), 0)
}

function same(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  return a.size === b.size && [...a].every(([post, version]) => b.get(post) === version)
}
