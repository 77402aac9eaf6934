import { closeSync, ftruncateSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { randomFrom } from '../catalogue/damaged-copies.js'
import { countedText } from './counted-post.js'

/** What the rewriting process should do. */
export interface Rewriting {
  readonly folder: string
  /** How many posts are replaced; as many more, numbered after them, are rewritten in place. */
  readonly posts: number
  readonly replacements: number
  readonly rewrites: number
  readonly seed: number
}

/** What it reports about each version once that is completely written. */
export interface Written {
  readonly post: number
  readonly version: number
  /** Milliseconds since the epoch. */
  readonly atMs: number
  /** The longest time that the file stood still half written, in milliseconds; 0 if it was replaced. */
  readonly pauseMs: number
}

export const categoriesOfPosts = 10

/** The file of a post, and its text. */
export const placeOf = (folder: string, post: number) =>
  join(folder, `${post % categoriesOfPosts}`, `p${post}.md`)
export const textOf = (post: number, version: number) =>
  countedText({ post, version }, { category: `c${post % categoriesOfPosts}` })

/** Pauses should be shorter than the 300 ms after which the server considers a file complete. */
const pauseMsMax = 200
const lanes = 20

async function rewrite({ folder, posts, replacements, rewrites, seed }: Rewriting): Promise<void> {
  const random = randomFrom(seed)
  const versions = new Map<number, number>()
  const nextOf = (post: number) => {
    const version = (versions.get(post) ?? 0) + 1
    versions.set(post, version)
    return version
  }
  const replaceAll = async () => {
    for (let n = 0; n < replacements; n++) {
      const post = random(posts)
      const version = nextOf(post)
      const part = join(folder, '.new', `${post}`)
      writeFileSync(part, textOf(post, version))
      say({ post, version, atMs: replace(part, placeOf(folder, post)), pauseMs: 0 })
      if (random(20) === 0) await wait(random(200))
    }
  }
  const rewriteLane = async (lane: number) => {
    for (let n = lane; n < rewrites; n += lanes) {
      // Each lane has posts of its own, so that no two write to one file.
      const post = posts + ((random(posts / lanes) * lanes + lane) % posts)
      const version = nextOf(post)
      const pauseMs = await writeInPlace(placeOf(folder, post), textOf(post, version), random)
      say({ post, version, atMs: Date.now(), pauseMs })
      await wait(random(800))
    }
  }
  await Promise.all([replaceAll(), ...Array.from({ length: lanes }, (_, lane) => rewriteLane(lane))])
}

function replace(part: string, file: string): number {
  const atMs = performance.timeOrigin + performance.now()
  renameSync(part, file)
  return atMs
}

/**
 * Truncates or overwrites a file, in one to three parts.
 *
 * @returns the longest time that it stood still half written, in milliseconds
 */
async function writeInPlace(file: string, text: string, random: (below: number) => number): Promise<number> {
  const bytes = Buffer.from(text)
  // No part is empty: two pauses with nothing written between them would be one longer pause.
  const inner = [random(bytes.length), random(bytes.length)].filter((cut) => cut > 0)
  const cuts = [...new Set([...inner, bytes.length])].sort((a, b) => a - b)
  const handle = openSync(file, random(2) === 0 ? 'w' : 'r+')
  let [longestMs, start, changedMs] = [0, 0, performance.now()]
  try {
    for (const end of cuts) {
      writeSync(handle, bytes, start, end - start, start)
      if (end === bytes.length) ftruncateSync(handle, end)
      longestMs = Math.max(longestMs, performance.now() - changedMs)
      changedMs = performance.now()
      start = end
      if (end < bytes.length) await wait(random(pauseMsMax))
    }
  } finally {
    closeSync(handle)
  }
  return longestMs
}

function say(written: Written): void {
  process.send?.(written)
}

const [task] = process.argv.slice(2)
if (task !== undefined && process.argv[1]?.endsWith('rewriting-process.js')) {
  await rewrite(JSON.parse(task))
  process.disconnect?.()
}
