// The time from a save (written to a temporary file, then renamed) until the new post is in an HTTP answer, for
// catalogues of several sizes, in alternating rounds. Then, at the largest size, which of some 12,000 documents change
// their validators after one more save.
//
//   node bench/live.mjs [POSTS ...]         default: 1000 10000
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePosts } from './support/make-posts.mjs'
import { freePort, median, startFeedmill, stop, untilAnswer, validatorsOf } from './support/process.mjs'

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

/** The feeds of every category and tag in three formats, and other documents that may change. */
const documents = Array.from({ length: 2_000 }, (_, n) => [
  `/source${n}`,
  `/tag/${encodeURIComponent(`来源${n}`)}`,
])
  .flat()
  .flatMap((scope) => ['xml', 'atom', 'json'].map((suffix) => `${scope}.${suffix}`))
  .concat(['/feed.xml', '/feed.atom', '/feed.json', '/', '/feeds.html', '/category/source1.html'])

/** What a save into one category is expected to change: its feeds and page, the site's feeds, and two pages. */
const touched = /^\/(source1\.(xml|atom|json)|feed\.(xml|atom|json)|feeds\.html|category\/source1\.html)?$/

async function compare(site) {
  const before = await validatorsOf(site.port, documents)
  await save(site, saves)
  const after = await validatorsOf(site.port, documents)
  const changed = documents.filter((path) => before.get(path) !== after.get(path))
  const wrong = changed.filter((path) => !touched.test(path)).length
  const missed = documents.filter((path) => touched.test(path) && before.get(path) === after.get(path)).length
  const known = [...after.values()].filter((validators) => validators.startsWith('200')).length
  console.log(
    `one save at ${site.posts} posts: ${changed.length} of ${known} documents have new validators, ` +
      `${wrong} of them wrongly; ${missed} should have new ones and do not`,
  )
}

const sites = []
try {
  for (const posts of sizes) sites.push(await open(posts))
  for (let n = 0; n < saves; n++) for (const site of sites) await save(site, n)
  console.log(`load ${loadavg()[0].toFixed(2)}, ${saves} saves each, interleaved`)
  for (const { posts, ms } of sites) {
    const growth = (median(ms) / median(sites[0].ms)).toFixed(2)
    console.log(
      `${String(posts).padStart(9)} posts: median ${median(ms).toFixed(0)} ms, p99 ${at(ms, 0.99).toFixed(0)} ms, ` +
        `max ${Math.max(...ms).toFixed(0)} ms; ${growth} times that of ${sites[0].posts} posts`,
    )
  }
  await compare(sites.at(-1))
} finally {
  for (const { child } of sites) await stop(child)
  rmSync(base, { recursive: true, force: true })
}
