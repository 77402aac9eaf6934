import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { randomFrom } from '../catalogue/damaged-copies.js'
import { CountedFolder } from './counted-folder.js'
import { change, checkAtRest, runWithChanges } from './random-changes.js'
import { ServerProcess } from './server-process.js'
import { Validators } from './validators.js'
import { WatchfulClient } from './watchful-client.js'

/** `KILLS=300` in the environment makes the test longer; `SEED=…` repeats a run. */
const kills = Number(process.env['KILLS'] ?? 15)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

describe('A server that is killed at any moment', () => {
  it(`serves what is in the folder once it is back: ${kills} kills, seed ${seed}`, async () => {
    const random = randomFrom(seed)
    const folder = new CountedFolder(400)
    const client = new WatchfulClient(folder, new Validators())
    try {
      for (let killed = 0; killed < kills; ) {
        if (random(4) === 0) {
          folder.forgetCatalogue()
          folder.note('catalogue taken away')
          client.forgetPublished()
        }
        // One time in three it is killed again before it has recovered.
        for (let again = true; again; again = random(3) === 0) {
          const server = await start(folder)
          folder.note('started')
          await runWithChanges(server, folder, client, random(1_000), random)
          await server.kill()
          folder.note('killed')
          killed += 1
          for (let changes = random(6); changes > 0; changes--) change(folder, random)
        }
        await checkAtRest(await start(folder), folder, client)
      }
      assert.ok(client.validators.answers > kills)
    } finally {
      folder.clear()
    }
  })
})

describe('A server that is killed just after it sent a change', () => {
  it('does not answer 304 to the date of that change, if it was undone meanwhile', async () => {
    const folder = new CountedFolder(1)
    try {
      let server = await start(folder)
      await server.hasScanned()
      const first = await server.until('/c0.json', 'no date', ({ headers }) => 'last-modified' in headers)
      await wait(1_500) // Until it is on disk.
      const post = folder.add('c0')
      await server.until('/readyz', 'not taken in', ({ text }) => text.includes('"posts":2'))
      await wait(1_100) // Until the second of the change is over, so that its date is sent at once.
      const second = await server.get('/c0.json')
      await server.kill()
      assert.ok('last-modified' in second.headers && second.text !== first.text)

      folder.remove(post)
      server = await start(folder)
      await server.until('/readyz', 'not taken back', ({ text }) => text.includes('"posts":1'))
      const asked = { 'If-Modified-Since': String(second.headers['last-modified']) }
      const third = await server.get('/c0.json', asked)
      await server.stop()
      assert.deepEqual([third.status, third.text === first.text], [200, true])
    } finally {
      folder.clear()
    }
  })
})

function start({ path, dataDir }: CountedFolder): Promise<ServerProcess> {
  return ServerProcess.start({ folder: path, dataDir })
}
