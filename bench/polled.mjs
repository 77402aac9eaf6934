// Many clients poll feeds while posts come in, and every answer is checked against the folder. A body must be that of some
// version of its feed, must have every save older than two seconds, and no ETag may ever stand for two bodies.
//
//   node bench/polled.mjs [SECONDS [CLIENTS [POSTS]]]       default: 60 500 20000
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { makePosts, postText } from './support/make-posts.mjs'
import { freePort, get, memoryOf, startFeedmill, stop, untilAnswer } from './support/process.mjs'

const [seconds, clients, posts] = [60, 500, 20_000].map((usual, n) => Number(process.argv[2 + n] ?? usual))
const feeds = 2_000
const pauseMs = 100 // of a client, between two requests
const changing = 20 // how many of the feeds change
const carried = 20 // fewest posts of a feed
const lateMs = 2_000
const base = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
const content = join(base, 'content')
const delayFile = join(base, 'delay')
const monitor = new URL('./support/delay-monitor.mjs', import.meta.url).href

const unpack = { gzip: gunzipSync, br: brotliDecompressSync }
const agent = new Agent({ keepAlive: true, maxSockets: clients })

/** Asks once; the body of the answer is decompressed. */
async function ask(port, path, asked = {}) {
  const { status, headers, body, bytes } = await get(port, path, asked, agent)
  const coding = headers['content-encoding']
  return { status, etag: headers.etag, body: coding === undefined ? body : unpack[coding](body), bytes }
}

/** What each feed should carry: the titles of its newest posts, after any number of saves. */
class Expected {
  #saves = new Map() // path → [{ title, savedMs }]
  #first = new Map() // path → titles before any save

  constructor(port) {
    this.port = port
  }

  /** The feeds that exist. */
  get paths() {
    return [...this.#first.keys()]
  }

  async begin(path) {
    const { status, body } = await ask(this.port, path)
    if (status !== 200) return
    this.#first.set(path, titlesOf(body))
    this.#saves.set(path, [])
  }

  saved(path, title) {
    this.#saves.get(path)?.push({ title, savedMs: performance.now() })
  }

  /** Why a body is wrong; undefined if it is right. */
  fault(path, body, askedMs) {
    const saves = this.#saves.get(path)
    const titles = titlesOf(body)
    for (let known = saves.length; known >= 0; known--) {
      const newest = saves.slice(0, known).map(({ title }) => title)
      // The first save closes the year before: its posts are then in an archive, except those that fill up the feed.
      const all = [...newest.reverse(), ...this.#first.get(path)]
      const expected = known === 0 ? all : all.slice(0, Math.max(carried, known))
      if (expected.join('\n') !== titles.join('\n')) continue
      const missed = saves[known]
      return missed !== undefined && missed.savedMs < askedMs - lateMs ? 'late' : undefined
    }
    return 'no version of the feed'
  }
}

const titlesOf = (body) => JSON.parse(body).items.map(({ title }) => title)

/** Checks that, for each address, an ETag always stands for the same body and a body always has the same ETag. */
class Tags {
  #known = new Map()

  isConsistent(path, etag, body) {
    const sum = createHash('sha256').update(body).digest('base64')
    const keys = [
      [`${path} ${etag}`, sum],
      [`${path} ${sum}`, etag],
    ]
    return keys.every(([key, value]) => {
      const before = this.#known.get(key) ?? value
      this.#known.set(key, value)
      return before === value
    })
  }
}

function save(n) {
  const title = `第${n}次保存`
  const text = postText(n, feeds)
    .replace(/title: .*/, `title: "${title}"`)
    .replace(
      /date: .*/,
      `date: ${new Date(Date.UTC(2022, 0, 1) + n * 1000).toISOString().slice(0, 19).replace('T', ' ')} +0800`,
    )
    .replace(/source\d+/, `source${n % changing}`)
  const file = join(content, '_posts', `2022-01-01-save-${n}.md`)
  writeFileSync(`${file}.part`, text)
  renameSync(`${file}.part`, file)
  return { title, paths: ['/feed.json', `/source${n % changing}.json`] }
}

const wrong = new Map()
const counts = { requests: 0, unchanged: 0, bytes: 0 }
const times = []
let going = true

async function client(n, port, expected, tags) {
  const known = new Map()
  const { paths } = expected
  for (let turn = 0; going; turn++) {
    // Half of the requests are for the few feeds that change.
    const number = n * 7919 + turn * 104_729
    const path = turn % 10 === 0 ? '/feed.json' : paths[number % (turn % 2 === 0 ? changing : paths.length)]
    const etag = known.get(path)
    const headers = {
      ...(etag === undefined ? {} : { 'If-None-Match': etag }),
      ...[{}, { 'Accept-Encoding': 'gzip' }, { 'Accept-Encoding': 'gzip, br' }][(n + turn) % 3],
    }
    const askedMs = performance.now()
    const answer = await ask(port, path, headers)
    times.push(performance.now() - askedMs)
    counts.requests++
    counts.bytes += answer.bytes
    const fault = judge(path, answer, etag, askedMs, expected, tags)
    if (fault !== undefined) wrong.set(fault, (wrong.get(fault) ?? 0) + 1)
    if (answer.status === 200) known.set(path, answer.etag)
    await wait(pauseMs)
  }
}

function judge(path, { status, etag, body }, asked, askedMs, expected, tags) {
  if (status === 304) {
    counts.unchanged++
    return etag === asked ? undefined : 'a 304 with another tag'
  }
  if (status !== 200) return `status ${status}`
  if (!tags.isConsistent(path, etag, body)) return 'a tag for two bodies, or a body with two tags'
  return expected.fault(path, body, askedMs)
}

async function delayOf(child) {
  const lines = () => (existsSync(delayFile) ? readFileSync(delayFile, 'utf8').trim().split('\n') : [])
  const known = lines().length
  child.kill('SIGUSR2')
  while (lines().length === known) await wait(10)
  return JSON.parse(lines().at(-1))
}

let child
try {
  makePosts(content, { to: posts })
  const port = await freePort()
  const settings = { DELAY_FILE: delayFile, FEED_HOURS: '0', FEED_LIMIT: String(carried) }
  child = startFeedmill(content, join(base, 'data'), port, settings, ['--import', monitor])
  await untilAnswer(port, '/readyz', 0)
  const [expected, tags] = [new Expected(port), new Tags()]
  for (let n = 0; n < feeds; n++) await expected.begin(`/source${n}.json`)
  await expected.begin('/feed.json')
  await delayOf(child)
  const all = Promise.all(Array.from({ length: clients }, (_, n) => client(n, port, expected, tags)))
  for (let n = 0; n < seconds; n++) {
    await wait(1_000)
    const { title, paths } = save(n)
    for (const path of paths) expected.saved(path, title)
  }
  going = false
  await all
  const delay = await delayOf(child)
  times.sort((a, b) => a - b)
  const at = (share) => times[Math.floor(times.length * share)].toFixed(1)
  console.log(
    `${posts} posts, ${expected.paths.length} feeds, ${clients} clients, ${seconds} saves, load ${loadavg()[0].toFixed(2)}\n` +
      `${counts.requests} requests (${Math.round(counts.requests / seconds)} per second), ${counts.unchanged} of them 304, ${(counts.bytes / 1e6).toFixed(0)} MB\n` +
      `response time at the clients p50 ${at(0.5)}, p99 ${at(0.99)} ms; event loop p50 ${delay.p50.toFixed(1)}, p99 ${delay.p99.toFixed(1)}, max ${delay.most.toFixed(1)} ms\n` +
      `memory ${memoryOf(child).nowMb.toFixed(0)} MB, peak ${memoryOf(child).mostMb.toFixed(0)} MB\n` +
      `wrong answers: ${[...wrong].map(([fault, count]) => `${count} ${fault}`).join(', ') || 0}`,
  )
  process.exitCode = wrong.size > 0 ? 1 : 0
} finally {
  agent.destroy()
  if (child) await stop(child)
  rmSync(base, { recursive: true, force: true })
}
