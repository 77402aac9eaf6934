import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const words =
  '澜江 青禾 海棠 云岭 晨报 钢材 储能 基金 公告 利率 库存 订单 产线 季报 回购 港口 航运 电网 棉纱 芯片'.split(
    ' ',
  )

/** A number from 0 up to, but not including, `below`, determined by the seeds alone. */
function pick(below, ...seeds) {
  let hash = 2_166_136_261
  for (const seed of seeds) hash = Math.imul(hash ^ seed, 16_777_619) >>> 0
  hash ^= hash >>> 13
  return (Math.imul(hash, 2_654_435_761) >>> 0) % below
}

const sentence = (n, at) =>
  `${Array.from({ length: 12 }, (_, i) => words[pick(words.length, n, at, i)]).join('')}。`

/** One post as scripts write it: about 3 KB of HTML, with one of `categories` categories and the tag that goes with it. */
export function postText(n, categories) {
  // The first categories get most of the posts, as with real sources of news.
  const category = Math.floor(categories * (pick(10_000, n, 1) / 10_000) ** 3)
  const time = new Date(Date.UTC(2021, 0, 1) + n * 60_000).toISOString()
  const body = Array.from(
    { length: 10 },
    (_, at) => `<p>${sentence(n, at * 2)}${sentence(n, at * 2 + 1)}</p>`,
  ).join('')
  return (
    `---\nlayout: post\ntitle: "${sentence(n, 99).slice(0, 18)}"\ndate: ${time.slice(0, 10)} ${time.slice(11, 19)} +0800\n` +
    `categories: source${category}\ntags: 来源${category}\n---\n${body}`
  )
}

/** Writes the posts from `from` up to, but not including, `to`, spread over a hundred folders so that none is huge. */
export function makePosts(folder, { from = 0, to, categories = 2_000 }) {
  for (let n = from; n < to; n++) {
    const day = new Date(Date.UTC(2021, 0, 1) + n * 60_000).toISOString().slice(0, 10)
    const place = join(folder, '_posts', String(n % 100).padStart(2, '0'))
    if (n - from < 100) mkdirSync(place, { recursive: true })
    writeFileSync(join(place, `${day}-${n}.md`), postText(n, categories))
  }
}
