import assert from 'node:assert/strict'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findCatalogueFile } from '../../src/catalogue/data-files.js'
import { damages, damageUnseen, logDamages, makeOlder, randomFrom } from '../catalogue/damaged-copies.js'
import { CountedFolder } from './counted-folder.js'
import { ServerProcess } from './server-process.js'

/** `COPIES=200` in the environment makes the test longer; `SEED=…` repeats a run. */
const copies = Number(process.env['COPIES'] ?? 18)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

/** Kinds of damage to a data folder; if marked true, to what a killed process leaves: a catalogue with its log. */
const ways: readonly (readonly [
  string,
  (file: string, random: (below: number) => number) => void,
  boolean,
])[] = [
  ...Object.entries(damages).map(([name, damage]) => [name, damage, false] as const),
  ...Object.entries(damages).map(([name, damage]) => [`${name}, after a kill`, damage, true] as const),
  ...Object.entries(logDamages).map(([name, damage]) => [name, damage, true] as const),
  ['of an older schema', makeOlder, false],
  ['a word changed', damageUnseen, false],
  ['shared memory lost', (file) => rmSync(`${file}-shm`, { force: true }), true],
]

describe('A server on a damaged catalogue', () => {
  it(`starts, and has correct feeds once it has scanned the folder: ${copies} copies, seed ${seed}`, async () => {
    const folder = new CountedFolder(150)
    for (let n = 0; n < 3; n++) folder.addBatch()
    try {
      const data = { whole: join(folder.base, 'whole'), killed: join(folder.base, 'killed') }
      const expected = await answersOf(await start(folder.path, data.whole))
      cpSync(data.whole, data.killed, { recursive: true })
      const server = await start(folder.path, data.killed)
      await answersOf(server, false)
      folder.correct(3)
      await server.until('/c3.json', 'not corrected', ({ text }) => text.includes('title:3:1'))
      await server.kill()
      assert.ok(readdirSync(data.killed).some((name) => name.endsWith('-wal')))
      const corrected = await answersOf(await start(folder.path, join(folder.base, 'new')))
      assert.notDeepEqual(corrected, expected)

      for (let n = 0; n < copies; n++) {
        const [name, damage, isOfKilled] = ways[n % ways.length] ?? assert.fail()
        rmSync(folder.dataDir, { recursive: true, force: true })
        cpSync(isOfKilled ? data.killed : data.whole, folder.dataDir, { recursive: true })
        const file = findCatalogueFile(folder.dataDir)
        assert.ok(file !== undefined && existsSync(file))
        damage(file, randomFrom(seed + n))
        const answers = await answersOf(await start(folder.path, folder.dataDir))
        assert.deepEqual(answers, corrected, `${name}, copy ${n}`)
      }
    } finally {
      folder.clear()
    }
  })
})

function start(folder: string, dataDir: string): Promise<ServerProcess> {
  return ServerProcess.start({ folder, dataDir })
}

const feeds = ['feed', 'c0', 'c1', 'c2', 'c3', 'batch-0', 'batch-1', 'batch-2']
const paths = feeds.flatMap((name) => [`/${name}.json`, `/${name}.xml`, `/${name}.atom`])

/** The answers for every feed once the folder has been scanned. @param end - stop the server afterwards */
async function answersOf(server: ServerProcess, end = true): Promise<Record<string, string>> {
  await server.hasScanned()
  const answers: Record<string, string> = {}
  for (const path of [...paths, '/', '/feeds.html']) {
    const { status, headers, text } = await server.get(path)
    answers[path] = `${status} ${headers.etag} ${text}`
  }
  if (end) assert.equal(await server.stop(), 0)
  return answers
}
