// The time from the start of the process to the first complete feed: with existing catalogues of several sizes, and for a
// bare Node server with one constant answer, in alternating rounds; medians. It is measured for a feed that was asked for
// before the restart, and for one that never was, and so has to be made.
//
//   node bench/restart.mjs [POSTS ...]      default: 1000 10000
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makePosts } from './support/make-posts.mjs'
import {
  freePort,
  median,
  memoryOf,
  startBare,
  startFeedmill,
  stop,
  untilAnswer,
} from './support/process.mjs'

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000]
const rounds = 7
const base = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
const feed = '/source1.xml'

async function time(start, path, isFirst = false) {
  const port = await freePort()
  const sinceMs = performance.now()
  const child = start(port)
  const ms = await untilAnswer(port, path, sinceMs)
  if (isFirst) {
    await untilAnswer(port, '/readyz', 0)
    await untilAnswer(port, path, 0) // Only once all posts are in is it stored for the next start.
    await wait(1_000)
  }
  const { nowMb } = memoryOf(child)
  await stop(child)
  return { ms, nowMb }
}

try {
  const sites = []
  for (const posts of sizes) {
    const content = join(base, `content-${posts}`)
    const data = join(base, `data-${posts}`)
    makePosts(content, { to: posts })
    const cold = await time((port) => startFeedmill(content, data, port), feed, true)
    console.log(`${posts} posts: cold start to the first feed ${Math.round(cold.ms)} ms`)
    sites.push({ posts, start: (port) => startFeedmill(content, data, port), ms: [], newMs: [], mb: [] })
  }
  const bare = []
  for (let round = 0; round < rounds; round++) {
    bare.push((await time(startBare, '/')).ms)
    for (const site of sites) {
      const { ms, nowMb } = await time(site.start, feed)
      site.ms.push(ms)
      site.mb.push(nowMb)
      site.newMs.push((await time(site.start, `/tag/${encodeURIComponent(`来源${round + 2}`)}.atom`)).ms)
    }
  }
  console.log(`load ${loadavg()[0].toFixed(2)}, median of ${rounds} interleaved rounds`)
  console.log(`bare Node               ${median(bare).toFixed(0).padStart(6)} ms   1.00`)
  for (const { posts, ms, newMs, mb } of sites) {
    const ratio = (median(ms) / median(bare)).toFixed(2)
    const growth = (median(ms) / median(sites[0].ms)).toFixed(2)
    console.log(
      `feedmill ${String(posts).padStart(9)} posts ${median(ms).toFixed(0).padStart(7)} ms   ${ratio} times bare Node, ` +
        `${growth} times ${sites[0].posts} posts; a feed requested for the first time ${median(newMs).toFixed(0)} ms; ${median(mb).toFixed(0)} MB`,
    )
  }
} finally {
  rmSync(base, { recursive: true, force: true })
}
