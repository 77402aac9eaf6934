// From a save (written beside, moved into its place) to the new post in an HTTP answer, for catalogues of
// several sizes in turns.
//
//   node bench/live.mjs [POSTS ...]         default: 1000 10000
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePosts } from './support/make-posts.mjs'
import { freePort, median, startFeedmill, stop, untilAnswer } from './support/process.mjs'

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000]
const saves = 200
const base = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))

async function open(posts) {
  const content = join(base, `content-${posts}`)
  makePosts(content, { to: posts })
  mkdirSync(join(content, 'live'))
  const port = await freePort()
  const child = startFeedmill(content, join(base, `data-${posts}`), port)
  await untilAnswer(port, '/readyz', 0)
  await untilAnswer(port, '/source1.xml', 0)
  return { posts, content, port, child, ms: [] }
}

async function save({ content, port, ms }, n) {
  const mark = `第${n}次保存`
  const date = new Date(Date.UTC(2024, 0, 1) + n * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const file = join(content, 'live', `save-${n}.md`)
  const text = `---\ntitle: ${mark}\ndate: ${date} +0800\ncategories: source1\n---\n<p>正文。</p>`
  writeFileSync(`${file}.part`, text)
  const sinceMs = performance.now()
  renameSync(`${file}.part`, file)
  ms.push(await untilAnswer(port, '/source1.xml', sinceMs, ({ body }) => body.includes(mark)))
}

const at = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

const sites = []
try {
  for (const posts of sizes) sites.push(await open(posts))
  for (let n = 0; n < saves; n++) for (const site of sites) await save(site, n)
  console.log(`load ${loadavg()[0].toFixed(2)}, ${saves} saves each, in turns`)
  for (const { posts, ms } of sites) {
    const growth = (median(ms) / median(sites[0].ms)).toFixed(2)
    console.log(
      `${String(posts).padStart(9)} posts: median ${median(ms).toFixed(0)} ms, p99 ${at(ms, 0.99).toFixed(0)} ms, ` +
        `most ${Math.max(...ms).toFixed(0)} ms; ${growth} of ${sites[0].posts} posts`,
    )
  }
} finally {
  for (const { child } of sites) await stop(child)
  rmSync(base, { recursive: true, force: true })
}
