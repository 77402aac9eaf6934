import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { randomFrom } from '../catalogue/damaged-copies.js'
import { CountedFolder } from './counted-folder.js'
import { ServerProcess } from './server-process.js'
import { Validators } from './validators.js'
import { WatchfulClient } from './watchful-client.js'

/** `KILLS=300` and `SEED=…` in the environment ask for more, and for the same again. */
const kills = Number(process.env['KILLS'] ?? 15)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

const postsMax = 1_000
const formats = ['json', 'xml', 'atom'] as const

describe('A server that is killed at any moment', () => {
  it(`serves what the folder has when it is back: ${kills} kills, seed ${seed}`, async () => {
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
        // One time in three it is killed again before it has come to itself.
        for (let again = true; again; again = random(3) === 0) {
          const server = await start(folder)
          folder.note('started')
          await live(server, folder, client, random(1_000), random)
          await server.kill()
          folder.note('killed')
          killed += 1
          for (let changes = random(6); changes > 0; changes--) change(folder, random)
        }
        await checkRested(folder, client)
      }
      assert.ok(client.validators.answers > kills)
    } finally {
      folder.clear()
    }
  })
})

describe('A server that is killed just after it told of a change', () => {
  it('tells whoever has that change of its being taken back, by date alone', async () => {
    const folder = new CountedFolder(1)
    try {
      let server = await start(folder)
      await server.hasLooked()
      const first = await server.until('/c0.json', 'no date', ({ headers }) => 'last-modified' in headers)
      await wait(1_500) // Until it is on the disk.
      const post = folder.add('c0')
      await server.until('/readyz', 'not taken in', ({ text }) => text.includes('"posts":2'))
      await wait(1_100) // Until the second of the change is over, so that its date is told at once.
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

type Random = (below: number) => number

/** Changes the folder and asks the server, until it is time to kill it. */
async function live(
  server: ServerProcess,
  folder: CountedFolder,
  client: WatchfulClient,
  lifeMs: number,
  random: Random,
): Promise<void> {
  const endMs = performance.now() + lifeMs
  const asking = (async () => {
    while (performance.now() < endMs) {
      const { categories } = folder
      const category = random(3) === 0 ? undefined : categories[random(categories.length)]
      await client.ask(server, category, formats[random(3)] ?? 'json')
      await wait(1)
    }
  })()
  const changing = (async () => {
    while (performance.now() < endMs) {
      change(folder, random)
      await wait(random(40))
    }
  })()
  await Promise.all([asking, changing])
}

function change(folder: CountedFolder, random: Random): void {
  const posts = [...folder.posts].flatMap(([post, { category }]) => (category.startsWith('c') ? [post] : []))
  const post = posts[random(posts.length)] ?? 0
  const flipped = [...folder.expected('flip').keys()]
  switch (random(8)) {
    case 0:
      folder.add()
      break
    case 1:
      // What one feed carries has an end: beyond it a post would be missing with good reason.
      if (folder.posts.size < postsMax) folder.addBatch()
      else folder.removeBatch()
      break
    case 2:
      folder.remove(post)
      break
    case 3:
      folder.move(post)
      break
    // A feed that goes to and fro between two states: whatever it says of its changes has to go forward.
    case 4:
    case 5:
      if (flipped[0] === undefined) folder.add('flip')
      else folder.remove(flipped[0])
      break
    default:
      folder.correct(post)
  }
}

/** Starts it, leaves it alone, and compares every feed with the folder. */
async function checkRested(folder: CountedFolder, client: WatchfulClient): Promise<void> {
  const server = await start(folder)
  await server.ready()
  const deadlineMs = performance.now() + 20_000
  for (const category of [undefined, ...folder.categories]) {
    const expected = folder.expected(category)
    const isKnown = category === undefined || expected.size > 0
    for (;;) {
      const carried = await client.ask(server, category, 'json')
      if (same(carried ?? new Map(), expected) || !(isKnown || carried)) break
      if (performance.now() > deadlineMs) assert.deepEqual(carried, expected, category)
      await wait(10)
    }
  }
  await client.checkDates(server)
  assert.equal(await server.stop(), 0)
}

function same(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  return a.size === b.size && [...a].every(([post, version]) => b.get(post) === version)
}
