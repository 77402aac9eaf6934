// Event loop delay: idle; with clients polling; with the same clients while a folder is read for the first time; and
// during a burst of saves. In ms, measured inside the process.
//
//   node bench/delay.mjs [POSTS]            default: 10000
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makePosts, postText } from './support/make-posts.mjs'
import { freePort, memoryOf, startFeedmill, stop, untilAnswer } from './support/process.mjs'

const posts = Number(process.argv[2] ?? 10_000)
const clients = 50
const base = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
const content = join(base, 'content')
const monitor = new URL('./support/delay-monitor.mjs', import.meta.url).href

/** Starts clients that each ask for one feed after another, a hundred requests a second in total. */
function poll(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const counts = new Map()
  let going = true
  const ask = (path) =>
    new Promise((resolve) => {
      const asked = request({ host: '127.0.0.1', port, path, agent }, (answer) => {
        counts.set(answer.statusCode, (counts.get(answer.statusCode) ?? 0) + 1)
        answer.resume().on('end', resolve)
      })
      asked.on('error', resolve)
      asked.end()
    })
  const client = async (n) => {
    for (let turn = 0; going; turn++) {
      await ask(`/source${(n * 37 + turn) % 2_000}.xml`)
      await wait(500)
    }
  }
  const all = Promise.all(Array.from({ length: clients }, (_, n) => client(n)))
  return {
    counts,
    async stop() {
      going = false
      await all
      agent.destroy()
    },
  }
}

function open(name) {
  const file = join(base, `${name}.delay`)
  const settings = { DELAY_FILE: file }
  return {
    async start() {
      const port = await freePort()
      const child = startFeedmill(content, join(base, name), port, settings, ['--import', monitor])
      return { port, child }
    },
    /** Delays since the last call. */
    async delay(child) {
      const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [])
      const known = lines().length
      child.kill('SIGUSR2')
      while (lines().length === known) await wait(10)
      return JSON.parse(lines().at(-1))
    },
  }
}

const show = (what, { p50, p99, p999, most }, idle) =>
  console.log(
    `${what.padEnd(34)} p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} (${(p99 - idle.p99).toFixed(1)} above idle), p99.9 ${p999.toFixed(1)}, max ${most.toFixed(1)} ms`,
  )

const running = []
try {
  makePosts(content, { to: posts })
  const site = open('data')
  const { port, child } = await site.start()
  running.push(child)
  const polling = poll(port)
  await untilAnswer(port, '/healthz', 0)
  await site.delay(child) // from the start of the process until it listens
  await untilAnswer(port, '/readyz', 0)
  const reading = await site.delay(child)
  console.log(
    `${posts} posts, ${clients} clients, load ${loadavg()[0].toFixed(2)}; answers while reading: ${JSON.stringify([...polling.counts])}`,
  )
  await wait(10_000)
  await site.delay(child)
  await wait(10_000)
  const polled = await site.delay(child)
  for (let n = 0; n < 1_000; n++) {
    const file = join(content, '_posts', `burst-${n}.md`)
    writeFileSync(`${file}.part`, postText(posts + n, 2_000))
    renameSync(`${file}.part`, file)
    if (n % 10 === 0) await wait(50)
  }
  await wait(1_000)
  const burst = await site.delay(child)
  await polling.stop()
  await site.delay(child)
  await wait(10_000)
  const idle = await site.delay(child)
  show('idle', idle, idle)
  show(`${clients} clients polling`, polled, idle)
  show('reading the folder, polled', reading, idle)
  show('1,000 saves in 5 s, polled', burst, idle)
  console.log(`memory ${memoryOf(child).nowMb.toFixed(0)} MB, peak ${memoryOf(child).mostMb.toFixed(0)} MB`)
} finally {
  for (const child of running) await stop(child)
  rmSync(base, { recursive: true, force: true })
}
