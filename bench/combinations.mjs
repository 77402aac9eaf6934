// What combinations cost, and how much they slow down others. Measures how long a combination takes that nobody asked for
// before, by kind. Then how long `/feed.xml` takes by itself, and while four clients ask for nothing but new combinations,
// in alternating rounds.
//
//   node bench/combinations.mjs [POSTS]     default: 20000
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePosts } from './support/make-posts.mjs'
import { freePort, get, median, memoryOf, startFeedmill, stop, untilAnswer } from './support/process.mjs'

const posts = Number(process.argv[2] ?? 20_000)
const rounds = 3
const roundMs = 3_000
const base = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
const port = await freePort()
makePosts(join(base, 'content'), { to: posts })
const child = startFeedmill(join(base, 'content'), join(base, 'data'), port)
const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** Milliseconds until the whole answer has arrived. */
async function ask(path) {
  const sinceMs = performance.now()
  const { status } = await get(port, path, {}, agent)
  if (status === 0) throw new Error(`${path}: no answer`)
  return performance.now() - sinceMs
}

const tag = (n) => `tag=${encodeURIComponent(`来源${n}`)}`
const words = (text) => `q=${encodeURIComponent(text)}`
/** Each query is made unique by a name that no post has (`not-author`). */
const kinds = {
  'two names that go together': () => `category=source0&${tag(0)}`,
  'two names that share nothing': () => `category=source0&${tag(1)}`,
  'ten names and one left out': () =>
    `${Array.from({ length: 10 }, (_, n) => `category=source${n}`).join('&')}&not-${tag(0)}`,
  'a word in every post': () => words('钢材'),
  'a word and a name': () => `${words('钢材')}&category=source1`,
  'a phrase that is rare': () => words('青禾澜江海棠'),
}
let asked = 0
const path = (kind) => `/feed.xml?${kinds[kind]()}&not-author=n${++asked}`

/** How long `/feed.xml` takes for four clients that pause 5 ms between requests, in ms. */
async function readers() {
  const untilMs = performance.now() + roundMs
  const ms = []
  const client = async () => {
    while (performance.now() < untilMs) {
      ms.push(await ask('/feed.xml'))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  await Promise.all([client(), client(), client(), client()])
  return ms
}

async function whileFlooded(work) {
  let isOver = false
  const flood = async (first) => {
    const names = Object.keys(kinds)
    for (let n = first; !isOver; n++) await ask(path(names[n % names.length]))
  }
  const floods = [0, 1, 2, 3].map(flood)
  const result = await work()
  isOver = true
  await Promise.all(floods)
  return result
}

const share = (values, part) => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)]
const line = (name, ms) =>
  console.log(
    `${name.padEnd(32)} median ${median(ms).toFixed(1).padStart(6)} ms, 99 % ${share(ms, 0.99).toFixed(1).padStart(6)} ms`,
  )

try {
  await untilAnswer(port, '/readyz', 0, ({ status, body }) => {
    const { search } = status === 200 ? JSON.parse(body) : {}
    return search !== undefined && search.indexed === search.total
  })
  console.log(`${posts} posts, load ${loadavg()[0].toFixed(1)}`)
  await get(port, '/feed.xml')
  for (const kind of Object.keys(kinds)) {
    const ms = []
    for (let n = 0; n < 25; n++) ms.push(await ask(path(kind)))
    line(kind, ms)
  }
  const before = memoryOf(child).nowMb
  const [alone, flooded] = [[], []]
  for (let round = 0; round < rounds; round++) {
    alone.push(...(await readers()))
    flooded.push(...(await whileFlooded(readers)))
  }
  line('/feed.xml alone', alone)
  line('/feed.xml beside the flood', flooded)
  console.log(
    `ratio of the medians ${(median(flooded) / median(alone)).toFixed(1)}, ${asked} combinations in all`,
  )
  console.log(
    `memory ${before.toFixed(0)} MB before the flood, ${memoryOf(child).nowMb.toFixed(0)} MB after it`,
  )
} finally {
  agent.destroy()
  await stop(child)
  rmSync(base, { recursive: true, force: true })
}
