import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import { checkCatalogue } from '../../src/catalogue/damage.js'
import { openDatabase } from '../../src/catalogue/database.js'
import { FeedmillError } from '../../src/model/problem.js'
import { makePost, makeRead } from '../support/make-post.js'
import { DamagedCopies, damages, logDamages, randomFrom } from './damaged-copies.js'
import { keeps } from './folder-model.js'
import { checkOrderOfReading } from './order-of-reading.js'
import { Workbench } from './workbench.js'
import { batchPosts } from './writing-process.js'

/** `SEED=…` in the environment repeats a run. */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const program = fileURLToPath(new URL('./writing-process.js', import.meta.url))

/** Runs the writing process until `stop` returns true for one of its lines, and then kills it. */
async function run(child: ChildProcess, stop: (line: string) => boolean): Promise<string[]> {
  const lines: string[] = []
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    if (parts.some(stop)) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return lines
}

const numberOf = (line: string | undefined) => Number(/^in (\d+)$/.exec(line ?? '')?.[1] ?? -1)

/** Number of posts in the catalogue by batch. */
function batchesIn(catalogue: Catalogue): Map<number, number> {
  const counts = catalogue
    .scopes('category', 'name', 1_000)
    .map(({ scope, count }) => [scope.kind === 'site' ? -1 : Number(scope.name.slice(6)), count] as const)
  return new Map(counts)
}

describe(`A catalogue under faults, seed ${seed}`, () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  it('has only whole batches, and every one that was acknowledged, whenever its process is killed', async () => {
    const random = randomFrom(seed)
    let known = -1
    for (let round = 0; round < 15; round++) {
      const stopAt = known + 1 + random(40)
      const child = spawn(process.execPath, [program, bench.dataDir, String(known + 1)])
      const delayMs = random(30)
      const lines = await run(child, (line) => {
        if (numberOf(line) === stopAt) setTimeout(() => child.kill('SIGKILL'), delayMs)
        return false
      })
      const said = Math.max(known, ...lines.map(numberOf))
      const writer = bench.writer({ future: true })
      assert.equal(writer.rebuilt, undefined)
      const catalogue = bench.catalogue()
      const batches = batchesIn(catalogue)
      known = Math.max(...batches.keys())
      assert.ok(known >= said && known <= said + 1, `${said} were acknowledged, and ${known} are in`)
      assert.ok([...batches.values()].every((count) => count === batchPosts))
      assert.equal(catalogue.status().posts, batchPosts * (Math.floor(known / 2) + 1))
      assert.ok(checkCatalogue(bench.dataDir))
      bench.close(catalogue)
      bench.close(writer)
    }
  })

  it('stays as it was while the disk is full, and accepts the next batch when it no longer is', async () => {
    // A limit on file size acts like a full disk: a write fails half-way.
    const command = `ulimit -f 3000; exec "${process.execPath}" "${program}" "${bench.dataDir}" 0`
    const lines = await run(spawn('bash', ['-c', command]), () => false)
    const said = Math.max(...lines.map(numberOf))
    assert.ok(said > 3, `${said} batches`)
    assert.equal(lines.at(-1), `failed data-unwritable with ${batchPosts * (Math.floor(said / 2) + 1)} posts`)
    const writer = bench.writer({ future: true })
    assert.equal(writer.rebuilt, undefined)
    assert.equal(Math.max(...batchesIn(bench.catalogue()).keys()), said)
    writer.ingest({ posts: [makeRead()] })
    assert.ok(checkCatalogue(bench.dataDir))
  })

  it('reports that another program has locked it, answers meanwhile, and goes on once it is unlocked', () => {
    const writer = bench.writer()
    const catalogue = bench.catalogue()
    writer.ingest({ posts: [makeRead()] })
    const other = openDatabase(bench.file())
    other.exec('BEGIN IMMEDIATE')
    const read = makeRead({ post: makePost({ source: 'b.md' }) })
    assert.throws(
      () => writer.ingest({ posts: [read] }),
      (error: unknown) => error instanceof FeedmillError && error.problem.code === 'data-in-use',
    )
    assert.equal(catalogue.status().posts, 1)
    other.exec('ROLLBACK')
    other.close()
    writer.ingest({ posts: [read] })
    assert.equal(catalogue.status().posts, 2)
  })

  it('is refused to a second process', async () => {
    const writer = bench.writer()
    const child = spawn(process.execPath, [program, bench.dataDir, '0'])
    let fault = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      fault += text
    })
    await run(child, () => true)
    assert.match(fault, /data-in-use/)
    bench.close(writer)
  })

  it('is right again once the folder is read, after being damaged 200 times', async () => {
    const copies = new DamagedCopies()
    const random = randomFrom(seed)
    const ways = [
      ...Object.entries(damages).map(([name, damage]) => ({ name, damage, ofCut: false })),
      ...Object.entries(logDamages).map(([name, damage]) => ({ name, damage, ofCut: true })),
    ]
    for (let n = 0; n < 204; n++) {
      const way = ways[n % ways.length]
      const own = random(2 ** 31)
      try {
        if (way) copies.check((file) => way.damage(file, randomFrom(own)), way.ofCut)
      } catch (error) {
        throw new Error(`${way?.name}, with the seed ${own}`, { cause: error })
      }
      // Connections that are closed release their memory once their statements are collected, between two turns.
      await setImmediate()
    }
    copies.clear()
  })

  // In parts, so that each has a whole timeout to itself.
  for (const part of [1, 2, 3]) {
    it(`comes out the same in whatever order and batches the folder is read, part ${part}`, async () =>
      checkOrderOfReading(500))

    it(`keeps of a random history what a simple model keeps, part ${part}`, async () =>
      checkOrderOfReading(200, keeps, 12))
  }
})
