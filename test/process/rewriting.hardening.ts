import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { TornError, versionsIn } from './counted-post.js'
import { categoriesOfPosts, placeOf, type Rewriting, textOf, type Written } from './rewriting-process.js'
import { ServerProcess } from './server-process.js'

/** `REPLACEMENTS=10000 REWRITES=2000` in the environment make the test longer; `SEED=…` repeats a run. */
const replacements = Number(process.env['REPLACEMENTS'] ?? 600)
const rewrites = Number(process.env['REWRITES'] ?? 120)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

const posts = 200
const clients = 50
/** A file that stood still half written for this long may rightly be taken for complete. */
const stillMs = 290
/** A version that stayed for this long must have been seen; on a slow machine, for five times the median delay. */
const standsMs = 3_000

const program = fileURLToPath(new URL('./rewriting-process.js', import.meta.url))
const formats = ['json', 'json', 'xml', 'atom']
const keyOf = (post: number, version: number) => `${post}:${version}`

/** What the clients saw. */
class Sightings {
  /** When each version was first seen in an answer. */
  readonly firstMs = new Map<string, number>()
  readonly torn: TornError[] = []
  answers = 0

  /** Polls one feed. @param pauseMs - between an answer and the next request */
  async poll(server: ServerProcess, path: string, pauseMs: number, ended: () => boolean): Promise<void> {
    let last = new Map<number, number>()
    let etag = ''
    while (!ended()) {
      const { status, headers, text } = await server.get(path, { 'If-None-Match': etag })
      this.answers += 1
      if (status === 200) {
        etag = String(headers.etag)
        last = this.#see(path, text, last)
      } else assert.equal(status, 304, path)
      await wait(pauseMs)
    }
  }

  #see(path: string, text: string, last: ReadonlyMap<number, number>): Map<number, number> {
    const nowMs = performance.timeOrigin + performance.now()
    try {
      const carried = new Map(versionsIn(text).map(({ post, version }) => [post, version]))
      assert.equal(carried.size, (2 * posts) / categoriesOfPosts, `${path} carries every post`)
      for (const [post, version] of carried) {
        assert.ok(version >= (last.get(post) ?? 0), `${path}: post ${post} went back to ${version}`)
        const key = keyOf(post, version)
        if (!this.firstMs.has(key)) this.firstMs.set(key, nowMs)
      }
      return carried
    } catch (error) {
      if (!(error instanceof TornError)) throw error
      this.torn.push(error)
      return new Map(last)
    }
  }
}

describe('A server whose folder is rewritten while it is polled', () => {
  it(`misses no version, and tears none: ${replacements} replacements, ${rewrites} rewrites, seed ${seed}`, async () => {
    const base = mkdtempSync(join(tmpdir(), 'feedmill-rewriting-'))
    const folder = join(base, 'content')
    mkdirSync(join(folder, '.new'), { recursive: true })
    for (let post = 0; post < 2 * posts; post++) {
      mkdirSync(dirname(placeOf(folder, post)), { recursive: true })
      writeFileSync(placeOf(folder, post), textOf(post, 0))
    }
    const server = await ServerProcess.start({ folder, dataDir: join(base, 'data') })
    try {
      await server.hasScanned()
      const { written, sightings, finalMs } = await watchRewriting(server, {
        folder,
        posts,
        replacements,
        rewrites,
        seed,
      })
      judge(written, sightings)
      console.log(
        `      ${sightings.answers} answers; ${latenciesOf(written, sightings)}; at rest ${finalMs} ms after`,
      )
    } finally {
      await server.stop()
      rmSync(base, { recursive: true, force: true })
    }
  })
})

interface Watched {
  readonly written: readonly Written[]
  readonly sightings: Sightings
  /** Time from the last write until the last version of every post was seen. */
  readonly finalMs: number
}

async function watchRewriting(server: ServerProcess, rewriting: Rewriting): Promise<Watched> {
  const written: Written[] = []
  const sightings = new Sightings()
  let over = false
  const polls = Array.from({ length: clients }, (_, n) => {
    const path = `/c${n % categoriesOfPosts}.${n < categoriesOfPosts ? 'json' : formats[n % formats.length]}`
    return sightings.poll(server, path, n < categoriesOfPosts ? 2 : 100, () => over)
  })
  const working = async () => {
    const child = fork(program, [JSON.stringify(rewriting)])
    child.on('message', (message: Written) => written.push(message))
    const [code] = await once(child, 'exit')
    assert.equal(code, 0)
    const endMs = performance.now()
    const last = new Map(written.map(({ post, version }) => [post, version]))
    const isSeen = () => [...last].every(([post, version]) => sightings.firstMs.has(keyOf(post, version)))
    while (!isSeen() && performance.now() - endMs < 60_000) await wait(20)
    const finalMs = Math.round(performance.now() - endMs)
    over = true
    return finalMs
  }
  const [finalMs] = await Promise.all([working(), ...polls])
  return { written, sightings, finalMs }
}

function judge(written: readonly Written[], sightings: Sightings): void {
  const { firstMs, torn } = sightings
  const known = new Map(written.map((version) => [keyOf(version.post, version.version), version]))
  const strange = [...firstMs.keys()].filter((key) => !key.endsWith(':0') && !known.has(key))
  assert.deepEqual(strange, [], 'every version that was seen was written')
  const excused = new Set(written.filter(({ pauseMs }) => pauseMs >= stillMs).map(({ post }) => post))
  assert.deepEqual(
    torn.filter(({ post }) => !excused.has(post)).map(({ message }) => message),
    [],
  )
  const mustBeSeenMs = Math.max(standsMs, 5 * at(delaysOf(written, sightings), 0.5))
  const next = new Map<number, Written>()
  const missed = written.toReversed().filter((version) => {
    const stood = (next.get(version.post)?.atMs ?? Number.POSITIVE_INFINITY) - version.atMs
    next.set(version.post, version)
    return stood > mustBeSeenMs && !firstMs.has(keyOf(version.post, version.version))
  })
  assert.deepEqual(missed, [])
}

/** How long it took until versions were first seen, in milliseconds, in ascending order. */
function delaysOf(written: readonly Written[], { firstMs }: Sightings): number[] {
  const delays = written.flatMap(({ post, version, atMs }) => {
    const seenMs = firstMs.get(keyOf(post, version))
    return seenMs === undefined ? [] : [seenMs - atMs]
  })
  return delays.sort((a, b) => a - b)
}

/** The value below which a share of sorted values lies; 0 if there are none. */
function at(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
}

function latenciesOf(written: readonly Written[], sightings: Sightings): string {
  const of = (isReplaced: boolean) => {
    const all = written.filter(({ pauseMs }) => (pauseMs === 0) === isReplaced)
    const seen = delaysOf(all, sightings)
    return `${seen.length} of ${all.length} seen, median ${at(seen, 0.5)}, p99 ${at(seen, 0.99)}, most ${at(seen, 1)} ms`
  }
  return `replaced: ${of(true)}; rewritten: ${of(false)}`
}
