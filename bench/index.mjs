// The first reading of a folder: the time until the newest posts are served, and until all posts are in; wall time, CPU and
// memory, for several sizes. If Hugo is installed, its build of the same posts is measured too, in alternating rounds.
//
//   node bench/index.mjs [POSTS ...]        default: 10000 100000
//
// A million posts or more are read only once, and not built by Hugo. What was just written is read from memory, as far as
// the system keeps it there: all of a hundred thousand posts, less of a million. With COLD=1 (Linux, as root) every reading
// and build begins with the posts on the disk alone.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { forgetFiles, settleFiles } from './support/cold-files.mjs'
import { buildHugo, hugoVersion, makeHugoSite } from './support/hugo.mjs'
import { makePosts } from './support/make-posts.mjs'
import { freePort, median, memoryOf, startFeedmill, stop, untilAnswer } from './support/process.mjs'

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000]
const large = 1_000_000
const base = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'feedmill-bench-'))
const hugo = hugoVersion()
const isCold = process.env.COLD === '1'
const prepareFiles = isCold ? forgetFiles : settleFiles

/** Reads a folder into an empty catalogue. */
async function index(content) {
  const data = join(base, 'data')
  rmSync(data, { recursive: true, force: true })
  const port = await freePort()
  const sinceMs = performance.now()
  const child = startFeedmill(content, data, port)
  const newestMs = await untilAnswer(port, '/feed.xml', sinceMs, undefined, 20)
  // Polled rarely: on a machine of two cores, polling takes CPU time from what is measured.
  const ms = await untilAnswer(port, '/readyz', sinceMs, undefined, 100)
  const { nowMb, mostMb } = memoryOf(child)
  const cpuMs = cpuOf(child)
  await stop(child)
  const diskMb = readdirSync(data).reduce((sum, file) => sum + statSync(join(data, file)).size, 0) / 1e6
  return { newestMs, ms, cpuMs, nowMb, mostMb, diskMb }
}

/** CPU time of a running process, all its threads, in ms. */
function cpuOf({ pid }) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`
const of = (runs, key) => median(runs.map((run) => run[key]))

try {
  let before
  for (const posts of sizes) {
    const content = join(base, `content-${posts}`)
    makePosts(content, { to: posts })
    const isHugo = hugo !== undefined && posts < large
    if (isHugo) makeHugoSite(join(base, 'hugo'), posts)
    const ours = []
    const theirs = []
    for (let round = 0; round < (posts < large ? 3 : 1); round++) {
      prepareFiles()
      ours.push(await index(content))
      if (isHugo) prepareFiles()
      if (isHugo) theirs.push(await buildHugo(join(base, 'hugo'), join(base, 'hugo-out')))
      rmSync(join(base, 'hugo-out'), { recursive: true, force: true })
    }
    const ms = of(ours, 'ms')
    console.log(
      `${String(posts).padStart(9)} posts${isCold ? ' on the disk' : ''} (load ${loadavg()[0].toFixed(2)}): newest posts served after ${seconds(of(ours, 'newestMs'))}, ` +
        `all posts after ${seconds(ms)} (${Math.round((posts / ms) * 1000)} posts/s), CPU ${seconds(of(ours, 'cpuMs'))}; ` +
        `memory ${of(ours, 'nowMb').toFixed(0)} MB, peak ${of(ours, 'mostMb').toFixed(0)} MB; ` +
        `catalogue ${of(ours, 'diskMb').toFixed(0)} MB, ${((of(ours, 'diskMb') * 1e6) / posts).toFixed(0)} bytes per post`,
    )
    if (before !== undefined)
      console.log(`          ${(ms / before.ms).toFixed(1)} times as long as for ${before.posts} posts`)
    if (isHugo) {
      const [wall, cpu] = [of(theirs, 'ms'), of(theirs, 'cpuMs')]
      console.log(
        `          hugo ${hugo}: ${seconds(wall)}, CPU ${seconds(cpu)}; feedmill takes ${(ms / wall).toFixed(2)} of that time, ` +
          `${(of(ours, 'cpuMs') / cpu).toFixed(2)} of that CPU`,
      )
    }
    before = { posts, ms }
    rmSync(content, { recursive: true })
    rmSync(join(base, 'hugo'), { recursive: true, force: true })
  }
} finally {
  rmSync(base, { recursive: true, force: true })
}
