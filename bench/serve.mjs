// Throughput for documents that were made before: Feedmill against nginx with the same bytes as files, and against
// Express that runs `feed` for each request; for many documents also a Feedmill with memory for all of them. Servers are
// pinned to one core and the client to the other, in alternating rounds; medians. On a shared machine, requests a second
// say little; CPU time a request says more.
//
//   node bench/serve.mjs [SECONDS [ROUNDS]]      default: 4 3; needs nginx, wrk and taskset
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { makePosts } from './support/make-posts.mjs'
import { startNginx } from './support/nginx.mjs'
import { freePort, get, median, startFeedmill, stop, untilAnswer } from './support/process.mjs'
import { load } from './support/wrk.mjs'

const [seconds = 4, rounds = 3] = process.argv.slice(2).map(Number)
const [serverCore, clientCore] = ['0', '1']
const documents = 4_000
/** `CACHE_MB` of a second Feedmill that has memory for all of them, as nginx has in the page cache. */
const roomyMb = '1024'
const settings = { FEED_HOURS: '0', RESCAN_SECONDS: '86400', SEARCH: 'off' }
const base = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'feedmill-bench-'))
chmodSync(base, 0o755) // nginx's worker may be another user
const root = join(base, 'root')
const children = []

function begin(child) {
  children.push(child)
  return child
}

/** Pins a process and its children to one core, with all their threads. @returns their process ids */
function pin({ pid }) {
  const own = execFileSync('sh', ['-c', `pgrep -P ${pid} || true`], { encoding: 'utf8' })
  const pids = [pid, ...own.split('\n').filter(Boolean).map(Number)]
  for (const one of pids) execFileSync('taskset', ['-acp', serverCore, String(one)])
  return pids
}

/** The paths of some 4,000 feeds. */
async function feedPaths(port) {
  const home = '/source0.xml'
  const paths = []
  for (let n = 0; paths.length < documents && n < 2_000; n++) {
    for (const path of [`/source${n}.xml`, `/tag/${encodeURIComponent(`来源${n}`)}.xml`]) {
      if ((await get(port, path)).status === 200) paths.push(path)
    }
  }
  return { home, paths }
}

/** Writes the bytes of a feed to files for nginx: plain, and in gzip. @returns the plain size in bytes */
async function copy(port, path) {
  const { body } = await get(port, path)
  const packed = await get(port, path, { 'Accept-Encoding': 'gzip' })
  if (!gunzipSync(packed.body).equals(body)) throw new Error(`${path} is not the same in gzip`)
  const file = join(root, decodeURIComponent(path))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, body)
  writeFileSync(`${file}.gz`, packed.body)
  return body.length
}

async function startAll() {
  const content = join(base, 'content')
  makePosts(content, { to: 20_000, categories: 2_000 })
  const port = await freePort()
  const feedmill = begin(startFeedmill(content, join(base, 'data'), port, settings))
  const roomyPort = await freePort()
  const roomy = begin(
    startFeedmill(content, join(base, 'roomy'), roomyPort, { ...settings, CACHE_MB: roomyMb }),
  )
  for (const one of [port, roomyPort]) await untilAnswer(one, '/readyz', performance.now())
  const { home, paths } = await feedPaths(port)
  let bytes = 0
  for (const path of new Set([home, ...paths])) {
    bytes += await copy(port, path)
    await get(roomyPort, path)
  }
  writeFileSync(join(base, 'items.json'), (await get(port, home.replace('.xml', '.json'))).body)
  console.log(`${paths.length} feeds of ${Math.round(bytes / paths.length / 1000)} KB on average`)
  const [nginxPort, expressPort] = [await freePort(), await freePort()]
  const nginx = begin(startNginx(base, root, nginxPort))
  const program = new URL('./support/express-feed.mjs', import.meta.url).pathname
  const express = begin(spawn(process.execPath, [program, join(base, 'items.json'), String(expressPort)]))
  await untilAnswer(nginxPort, home, performance.now())
  await untilAnswer(expressPort, '/feed', performance.now())
  const servers = [
    { name: 'nginx', port: nginxPort, pids: pin(nginx), feed: home },
    { name: 'feedmill', port, pids: pin(feedmill), feed: home },
    { name: 'express', port: expressPort, pids: pin(express), feed: '/feed' },
    { name: 'roomy', port: roomyPort, pids: pin(roomy), feed: home },
  ]
  return { servers, home, paths }
}

/** What is requested of which servers. */
function casesOf({ home, paths }) {
  const { length } = readFileSync(join(root, home))
  const gzip = { 'Accept-Encoding': 'gzip' }
  const tag = async ({ port, feed }) => ({ 'If-None-Match': (await get(port, feed)).headers.etag })
  const both = ['nginx', 'feedmill']
  const [one, all] = [
    [...both, 'express'],
    [...both, 'roomy'],
  ]
  const packed = gzipSync(readFileSync(join(root, home))).length
  return [
    {
      name: `${(length / 1000).toFixed(0)} KB uncompressed`,
      wanted: 0.85,
      headers: async () => ({}),
      of: one,
    },
    { name: `${(packed / 1000).toFixed(0)} KB of gzip`, wanted: 0.85, headers: async () => gzip, of: both },
    { name: '304', wanted: 0.75, headers: tag, of: one },
    { name: `${paths.length} at random, gzip`, wanted: 0.85, headers: async () => gzip, paths, of: all },
    { name: `${paths.length} at random`, wanted: 0.85, headers: async () => ({}), paths, of: all },
  ]
}

function tell({ name, wanted }, measured) {
  const of = (server, key) => median(measured.get(server).map((run) => run[key]))
  console.log(
    `${name} (load ${loadavg()[0].toFixed(2)}; target: at least ${wanted} of nginx's requests, at most 1.2 of its CPU)`,
  )
  for (const server of measured.keys()) {
    const ratio = (key) => (of(server, key) / of('nginx', key)).toFixed(2)
    console.log(
      `  ${server.padEnd(9)}${of(server, 'rps').toFixed(0).padStart(8)} requests/s ${ratio('rps').padStart(6)}` +
        `${of(server, 'cpuUs').toFixed(1).padStart(9)} µs CPU ${ratio('cpuUs').padStart(6)}` +
        `   p99 ${of(server, 'p99Ms').toFixed(2)} ms`,
    )
  }
}

try {
  const site = await startAll()
  for (const row of casesOf(site)) {
    const servers = site.servers.filter(({ name }) => row.of.includes(name))
    const measured = new Map(servers.map(({ name }) => [name, []]))
    for (let round = -1; round < rounds; round++) {
      for (const server of servers) {
        const paths = row.paths ?? [server.feed]
        const asked = { ...server, paths, headers: await row.headers(server), core: clientCore }
        const run = await load(base, { ...asked, seconds: round < 0 ? 1 : seconds })
        if (round >= 0) measured.get(server.name).push(run)
      }
    }
    tell(row, measured)
  }
} finally {
  for (const child of children) await stop(child)
  rmSync(base, { recursive: true, force: true })
}
