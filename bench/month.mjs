// A month of polling, simulated on a real server: posts are saved when their time comes, and readers poll every 15 or
// every 60 minutes of simulated time. Reports requests, bytes sent with and without conditions and codings, and how many
// entries a reader would have missed that only ever fetches the feed itself.
//
//   node bench/month.mjs [DAYS]             default: 30; some ten minutes
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { postText } from './support/make-posts.mjs'
import { freePort, get, startFeedmill, stop, untilAnswer } from './support/process.mjs'

const days = Number(process.argv[2] ?? 30)
const stepMinutes = 15
const steps = (days * 24 * 60) / stepMinutes
const sitePerDay = 2_000
const base = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
const content = join(base, 'content')
const agent = new Agent({ keepAlive: true })

/** How many posts a category gets per step of 15 minutes: one a day at nine, ten an hour, and the rest. */
const sources = [
  { name: 'daily', posts: (step) => (step % 96 === 36 ? 1 : 0) },
  { name: 'busy', posts: (step) => (step % 2 === 0 ? 3 : 2) },
  { name: 'others', posts: (step) => share(step + 1) - share(step) },
]
const share = (step) => Math.floor((step * (sitePerDay - 241)) / 96)

const feeds = [
  { what: 'one post a day', path: '/daily.xml', titles: [] },
  { what: 'ten posts an hour', path: '/busy.xml', titles: [] },
  { what: 'the whole site, 2,000 a day', path: '/feed.xml', titles: [] },
]
const readers = feeds.flatMap((feed) =>
  [15, 60].map((minutes) => ({
    feed,
    minutes,
    polls: 0,
    changed: 0,
    sent: { plain: 0, conditional: 0, gzip: 0, br: 0 },
    etag: undefined,
    sizes: undefined,
    seen: new Set(),
    seenOfTen: new Set(),
  })),
)

let written = 0
function save(name, minute) {
  const title = `${name} ${written}`
  const date = new Date(Date.UTC(2021, 0, 1) + minute * 60_000).toISOString()
  const text = postText(written, 1)
    .replace(/title: .*/, `title: "${title}"`)
    .replace(/date: .*/, `date: ${date.slice(0, 10)} ${date.slice(11, 19)} +0800`)
    .replace(/categories: .*/, `categories: ${name}`)
  const folder = join(content, '_posts', date.slice(0, 10))
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${date.slice(0, 10)}-${written++}.md`)
  writeFileSync(`${file}.part`, text)
  renameSync(`${file}.part`, file)
  return title
}

/** Saves the posts of a step; resolves once the site's feed has all of them. */
async function publish(port, step) {
  const titles = []
  for (const [index, { name, posts }] of sources.entries()) {
    for (let n = 0; n < posts(step); n++) {
      const title = save(name, step * stepMinutes + n / 100)
      titles.push(title)
      if (index < 2) feeds[index].titles.push(title)
      feeds[2].titles.push(title)
    }
  }
  const isIn = ({ body }) => titles.every((title) => body.includes(`<title>${title}</title>`))
  while (!isIn(await get(port, '/feed.xml', {}, agent))) await wait(5)
}

async function poll(port, reader) {
  const { feed, etag, sent } = reader
  const answer = await get(port, feed.path, etag === undefined ? {} : { 'If-None-Match': etag }, agent)
  reader.polls++
  if (answer.status === 200) {
    const coded = (coding) =>
      get(port, feed.path, { 'Accept-Encoding': coding }, agent).then(({ bytes }) => bytes)
    reader.changed++
    reader.etag = answer.headers.etag
    reader.sizes = { plain: answer.bytes, gzip: await coded('gzip'), br: await coded('br') }
    const titles = [...answer.body.toString().matchAll(/<item>\s*<title>([^<]*)/g)].map(([, title]) => title)
    for (const title of titles) reader.seen.add(title)
    for (const title of titles.slice(0, 10)) reader.seenOfTen.add(title)
  } else if (answer.status !== 304) throw new Error(`${feed.path}: ${answer.status}`)
  const isNew = answer.status === 200
  sent.plain += reader.sizes.plain
  sent.conditional += answer.bytes
  sent.gzip += isNew ? reader.sizes.gzip : answer.bytes
  sent.br += isNew ? reader.sizes.br : answer.bytes
}

let child
try {
  mkdirSync(join(content, '_posts'), { recursive: true })
  save('daily', 0)
  feeds[0].titles.push('daily 0')
  feeds[2].titles.push('daily 0')
  const port = await freePort()
  child = startFeedmill(content, join(base, 'data'), port)
  await untilAnswer(port, '/readyz', 0)
  for (let step = 1; step <= steps; step++) {
    await publish(port, step)
    for (const reader of readers) if ((step * stepMinutes) % reader.minutes === 0) await poll(port, reader)
  }
  console.log(
    `${days} days, ${written} posts, load ${loadavg()[0].toFixed(2)}; MB include the response headers\n`,
  )
  console.log(
    '| feed | polled every | polls | 304s | MB if always whole | MB if conditional | with gzip | with brotli | posts missed | missed with ten entries |',
  )
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const { feed, minutes, polls, changed, sent, seen, seenOfTen } of readers) {
    const mb = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)
    const missed = (known) => feed.titles.filter((title) => !known.has(title)).length
    const columns = [
      ...[feed.what, `${minutes} min`, polls, polls - changed],
      ...[sent.plain, sent.conditional, sent.gzip, sent.br].map(mb),
      ...[missed(seen), missed(seenOfTen)],
    ]
    console.log(`| ${columns.join(' | ')} |`)
  }
  process.exitCode = readers.every(({ feed, seen }) => feed.titles.every((title) => seen.has(title))) ? 0 : 1
} finally {
  agent.destroy()
  if (child) await stop(child)
  rmSync(base, { recursive: true, force: true })
}
