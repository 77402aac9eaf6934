import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { checkCatalogue } from '../../src/catalogue/damage.js'
import type { Batch, Keep } from '../../src/catalogue/writer.js'
import { brokenRead, FolderModel, readOf, type Step, steps } from './folder-model.js'
import { dump, indexAll, Workbench } from './workbench.js'

const dayMs = 86_400_000

/** Plays random histories of a folder in random batches, and compares with a catalogue made from its final state. */
export async function checkOrderOfReading(
  runs: number,
  keeps: fc.Arbitrary<Keep> = fc.constant({}),
  addresses = 4,
): Promise<void> {
  const property = fc.asyncProperty(steps(addresses), keeps, keeps, async (history, ...settings) => {
    const [lived, fresh] = [new Workbench(), new Workbench()]
    try {
      compare(lived, fresh, history, settings)
    } finally {
      lived.clear()
      fresh.clear()
    }
    // The files of a closed connection are released once its statements are collected, between two turns.
    await setImmediate()
  })
  await fc.assert(property, { numRuns: runs })
}

/** @param keep - the setting while the history plays @param keepThen - the setting when it is opened again */
function compare(
  lived: Workbench,
  fresh: Workbench,
  history: readonly Step[],
  [keep, keepThen]: readonly [Keep, Keep],
): void {
  const model = new FolderModel()
  const writer = lived.writer({ keep })
  let steps: Step[] = []
  const flush = () => {
    for (const step of netOf(steps)) model.take(step)
    writer.ingest(toBatch(steps))
    if (steps.length % 2 === 0) writer.indexWords()
    steps = []
  }
  for (const step of [...history, { kind: 'end-of-batch' } as const]) {
    if (step.kind === 'write' || step.kind === 'break' || step.kind === 'remove') steps.push(step)
    else flush()
    if (step.kind !== 'pass-day') continue
    model.take(step)
    lived.clock.pass(dayMs)
  }
  writer.release(lived.clock())
  fresh.clock.set(lived.clock())
  const other = fresh.writer({ keep })
  model.fill(other)
  for (const each of [writer, other]) indexAll(each)
  const seen = dump(lived.catalogue(), writer)
  assert.deepEqual(seen, dump(fresh.catalogue(), other))
  assert.deepEqual(Object.fromEntries(seen.files.map(({ file, state }) => [file, state])), model.states())
  checkShelves(lived, model, keep)
  if (isDeepStrictEqual(keep, keepThen)) return
  for (const [bench, open] of [
    [lived, writer],
    [fresh, other],
  ] as const) {
    bench.close(open)
    bench.writer({ keep: keepThen })
    checkShelves(bench, model, keepThen)
    assert.ok(checkCatalogue(bench.dataDir))
  }
}

function checkShelves(bench: Workbench, model: FolderModel, keep: Keep): void {
  const catalogue = bench.catalogue()
  const { shelves, kept, retired } = model.shelves(keep)
  for (const [scope, permalinks] of shelves) {
    const carried = catalogue.newest(scope, 100).map(({ permalink }) => permalink)
    assert.deepEqual([scope, carried], [scope, permalinks])
    assert.equal(catalogue.scope(scope)?.count ?? 0, permalinks.length)
  }
  assert.deepEqual([...catalogue.permalinks()].sort(), kept)
  assert.equal(catalogue.status().posts, kept.length)
  for (const permalink of retired) assert.ok(catalogue.isRetired(permalink) && !catalogue.findPost(permalink))
  bench.close(catalogue)
}

/** The net effect of a batch: a file that was removed and came back was replaced, and its past still counts. */
function netOf(steps: readonly Step[]): Step[] {
  return steps.filter((step, n) => {
    if (!('file' in step)) return false
    const later = steps.slice(n + 1).filter((other) => 'file' in other && other.file === step.file)
    const isRemovedLater = later.some(({ kind }) => kind === 'remove')
    return !isRemovedLater && (step.kind !== 'remove' || later.length === 0)
  })
}

/** A batch lists a removed file even if it came back. */
function toBatch(steps: readonly Step[]): Batch {
  const removed = new Set<string>()
  const posts = new Map<string, Extract<Step, { kind: 'write' | 'break' }>[]>()
  for (const step of steps) {
    if (step.kind === 'remove') {
      removed.add(step.file)
      posts.delete(step.file)
    } else if (step.kind === 'write' || step.kind === 'break') {
      posts.set(step.file, [...(posts.get(step.file) ?? []), step])
    }
  }
  const reads = [...posts.values()]
    .flat()
    .map((step) => (step.kind === 'write' ? readOf(step.file, step.draft) : brokenRead(step.file)))
  return { removed: [...removed], posts: reads }
}
