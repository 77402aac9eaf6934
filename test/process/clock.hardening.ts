import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { randomFrom } from '../catalogue/damaged-copies.js'
import { CountedFolder } from './counted-folder.js'
import { change, checkAtRest, runWithChanges } from './random-changes.js'
import { ServerProcess } from './server-process.js'
import { Validators } from './validators.js'
import { WatchfulClient } from './watchful-client.js'

/** `JUMPS=100` in the environment makes the test longer; `SEED=…` repeats a run. */
const jumps = Number(process.env['JUMPS'] ?? 12)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

const shiftedClock = fileURLToPath(new URL('./shifted-clock.js', import.meta.url))
/** How far the clock is set back or forward, in milliseconds: from less than a second to a year. */
const stepsMs = [100, 900, 1_000, 61_000, 3_600_000, 365 * 86_400_000]

describe('A server whose clock is set back and forward', () => {
  it(`publishes every change, and its Last-Modified never goes back: ${jumps} jumps, seed ${seed}`, async () => {
    const random = randomFrom(seed)
    const folder = new CountedFolder(100)
    const client = new WatchfulClient(folder, new Validators())
    const clock = new Clock(join(folder.base, 'clock'))
    let shiftMs = 0
    const jump = () => {
      const stepMs = stepsMs[random(stepsMs.length)] ?? 0
      // Never permanently ahead of the true time: in the end, every clock is corrected.
      shiftMs = random(3) === 0 ? 0 : shiftMs - stepMs + (random(3) === 0 ? 2 * stepMs : 0)
      clock.set(shiftMs)
      folder.note(`clock ${shiftMs} ms off`)
    }
    try {
      for (let jumped = 0; jumped < jumps; ) {
        const server = await start(folder, clock)
        folder.note('started')
        for (let n = 1 + random(3); n > 0; n--, jumped++) {
          await runWithChanges(server, folder, client, 300 + random(1_500), random)
          jump()
        }
        await runWithChanges(server, folder, client, random(1_500), random)
        if (random(2) === 0) await server.kill()
        else await server.stop()
        folder.note('ended')
        if (random(2) === 0) jump()
        for (let changes = random(6); changes > 0; changes--) change(folder, random)
        await checkAtRest(await start(folder, clock), folder, client)
      }
    } finally {
      folder.clear()
    }
  })
})

/** The file that says how far a program's clock is off. */
class Clock {
  constructor(readonly file: string) {
    this.set(0)
  }

  set(shiftMs: number): void {
    writeFileSync(this.file, String(shiftMs))
  }
}

function start({ path, dataDir }: CountedFolder, { file }: Clock): Promise<ServerProcess> {
  const settings = { NODE_OPTIONS: `--import ${shiftedClock}`, CLOCK_FILE: file }
  return ServerProcess.start({ folder: path, dataDir, settings })
}
