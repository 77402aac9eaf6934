import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { randomFrom } from '../catalogue/damaged-copies.js'
import { fixtures } from '../support/fixtures.js'
import { program } from '../support/run-program.js'
import { ServerProcess } from './server-process.js'

/** `SOAK_SECONDS=600 SOAK_POSTS=10000` in the environment make the test longer; `SEED=…` repeats a run. */
const seconds = Number(process.env['SOAK_SECONDS'] ?? 12)
const posts = Number(process.env['SOAK_POSTS'] ?? 600)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

/** Codes that always come with a line. */
const withLine = new Set(['yaml-syntax', 'date-invalid', 'date-zone-ambiguous', 'title-empty'])
/** Codes that depend on two posts, not on the contents of the file alone. */
const ofTwo = new Set(['duplicate-permalink', 'duplicate-guid'])

interface Told {
  readonly code: string
  readonly file: string
  readonly line?: number
  readonly severity: string
}

describe('A server of odd posts that are rewritten at random', () => {
  it(`does not leak memory, and blames the right files: ${posts} posts, ${seconds} s, seed ${seed}`, async () => {
    const random = randomFrom(seed)
    const base = mkdtempSync(join(tmpdir(), 'feedmill-soak-'))
    const folder = join(base, 'content')
    const names = readdirSync(join(fixtures, 'quirks', '_posts'))
    const texts = new Map(names.map((name) => [name, readFileSync(join(fixtures, 'quirks', '_posts', name))]))
    /** For each file, every quirk that it ever had. */
    const had = new Map<string, Set<string>>()
    mkdirSync(join(folder, '_posts'), { recursive: true })
    mkdirSync(join(folder, '.new'))
    const write = (n: number, quirk: string, isInPlace = false) => {
      const file = fileOf(n, quirk)
      had.set(file, (had.get(file) ?? new Set()).add(quirk))
      const text = texts.get(quirk) ?? assert.fail()
      const part = isInPlace ? join(folder, file) : join(folder, '.new', 'part')
      writeFileSync(part, text)
      if (!isInPlace) renameSync(part, join(folder, file))
    }
    const pick = () => names[random(names.length)] ?? assert.fail()
    for (let n = 0; n < posts; n++) write(n, pick())
    const codes = codesOf(folder, texts)
    const server = await ServerProcess.start({
      folder,
      dataDir: join(base, 'data'),
      settings: { FEED_LIMIT: '20', FEED_MAX: '50', RESCAN_SECONDS: '5' },
    })
    try {
      await server.hasScanned()
      const samples: [number, number][] = []
      const startMs = performance.now()
      const sinceMs = () => performance.now() - startMs
      while (sinceMs() < seconds * 1000) {
        for (let n = random(20); n >= 0; n--) write(random(posts), pick(), random(3) === 0)
        for (const path of ['/feed.xml', '/chenbao.json', '/21shijibao.atom', '/']) {
          assert.equal((await server.get(path)).status, 200, path)
        }
        samples.push([sinceMs() / 60_000, server.memoryMb()])
        await wait(random(60))
      }
      const told = toldIn(server.said)
      judge(told, had, codes)
      const half = samples.slice(Math.floor(samples.length / 2))
      console.log(`      ${told.length} problems told; ${memoryOf(samples)}; second half: ${memoryOf(half)}`)
      // A leak of what is written here would be hundreds of MB; a smaller trend over minutes says little.
      assert.ok((half.at(-1)?.[1] ?? 0) < 1.5 * (half[0]?.[1] ?? 0) + 50)
      await wait(3_000)
      assert.equal(await server.stop(), 0)
      await checkAgrees(folder, join(base, 'data'), had, codes)
    } finally {
      await server.kill()
      rmSync(base, { recursive: true, force: true })
    }
  })
})

/** The name of the nth file, so that each is a post of its own at an address of its own. */
function fileOf(n: number, quirk: string): string {
  return quirk.endsWith('.html') ? `_posts/2022-01-05-h${n}.html` : `_posts/2022-01-05-n${n}.md`
}

/** The codes that `check` reports for each quirk, in a folder that has each of them once. */
function codesOf(folder: string, texts: ReadonlyMap<string, Buffer>): Map<string, Set<string>> {
  const alone = `${folder}-alone`
  mkdirSync(join(alone, '_posts'), { recursive: true })
  const files = new Map<string, string>()
  for (const [n, [quirk, text]] of [...texts].entries()) {
    const file = fileOf(n, quirk)
    writeFileSync(join(alone, file), text)
    files.set(file, quirk)
  }
  const codes = new Map<string, Set<string>>([...texts.keys()].map((quirk) => [quirk, new Set()]))
  for (const { file, code } of check(alone)) codes.get(files.get(file) ?? '')?.add(code)
  return codes
}

function check(folder: string): readonly Told[] {
  let text: string
  try {
    const env = { SITE_URL: 'https://feeds.example.com', DATA_DIR: join(folder, '..', 'none') }
    const options = { env, encoding: 'utf8', maxBuffer: 1 << 28 } as const
    text = execFileSync(process.execPath, [program, 'check', folder, '--format', 'json'], options)
  } catch (error) {
    text = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
  }
  const { problems }: { problems: Told[] } = JSON.parse(text)
  return problems
}

function toldIn(said: string): Told[] {
  return said.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return []
    const { problem }: { problem?: Told } = JSON.parse(line)
    return problem === undefined ? [] : [problem]
  })
}

/** Checks that each problem belongs to a quirk that its file had, and has a line if its code requires one. */
function judge(
  told: readonly Told[],
  had: ReadonlyMap<string, ReadonlySet<string>>,
  codes: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  for (const problem of told) {
    const { file, code, line } = problem
    const quirks = had.get(file)
    assert.ok(quirks, `there is no ${file}: ${JSON.stringify(problem)}`)
    const isRight = ofTwo.has(code) || [...quirks].some((quirk) => codes.get(quirk)?.has(code))
    assert.ok(isRight, `${JSON.stringify(problem)} of ${[...quirks]}`)
    if (withLine.has(code)) assert.ok(line !== undefined && line > 0, JSON.stringify(problem))
  }
}

/** Checks that a server, started again, counts as many errors as `check` does. */
async function checkAgrees(
  folder: string,
  dataDir: string,
  had: ReadonlyMap<string, ReadonlySet<string>>,
  codes: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  const problems = check(folder)
  judge(problems, had, codes)
  const server = await ServerProcess.start({ folder, dataDir })
  await server.hasScanned()
  const { problems: counts } = JSON.parse((await server.get('/readyz')).text)
  await server.stop()
  assert.equal(counts.errors, problems.filter(({ severity }) => severity === 'error').length)
}

/** Mean, maximum and least-squares trend of the samples. @param samples - minutes and MB */
function memoryOf(samples: readonly (readonly [number, number])[]): string {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(samples.map(([minute]) => minute)), mean(samples.map(([, mb]) => mb))]
  const over = samples.reduce((sum, [minute, mb]) => sum + (minute - x) * (mb - y), 0)
  const under = samples.reduce((sum, [minute]) => sum + (minute - x) ** 2, 0)
  const most = Math.max(...samples.map(([, mb]) => mb))
  return `mean ${y.toFixed(0)} MB, most ${most.toFixed(0)} MB, ${(over / under).toFixed(2)} MB a minute`
}
