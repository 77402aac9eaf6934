/**
 * Loaded before a program (`node --import`), in each of its threads: shifts its wall clock by the number of milliseconds
 * in the file that `CLOCK_FILE` names. The file may change at any time.
 */
import { readFileSync } from 'node:fs'

const file = process.env['CLOCK_FILE'] ?? ''
const lookMs = 5
const RealDate = Date
let shiftMs = 0
let lookedMs = Number.NEGATIVE_INFINITY

function shiftedNow(): number {
  const nowMs = performance.now()
  if (nowMs - lookedMs > lookMs) {
    lookedMs = nowMs
    shiftMs = Number(readFileSync(file, 'utf8'))
  }
  return RealDate.now() + shiftMs
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, self),
  get: (target, key, self) => (key === 'now' ? shiftedNow : Reflect.get(target, key, self)),
})
