import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Batch } from '../../src/catalogue/writer.js'
import { brokenRead, FolderModel, readOf, type Step, steps } from './folder-model.js'
import { dump, Workbench } from './workbench.js'

const dayMs = 86_400_000

/** Plays random histories of a folder, cut into random batches, and compares with a catalogue made of its end. */
export function checkOrderOfReading(runs: number): void {
  fc.assert(
    fc.property(steps, (history) => {
      const [lived, fresh] = [new Workbench(), new Workbench()]
      try {
        compare(lived, fresh, history)
      } finally {
        lived.clear()
        fresh.clear()
      }
    }),
    { numRuns: runs },
  )
}

function compare(lived: Workbench, fresh: Workbench, history: readonly Step[]): void {
  const model = new FolderModel()
  const writer = lived.writer()
  let batch: Step[] = []
  const flush = () => {
    writer.ingest(toBatch(batch))
    batch = []
  }
  for (const step of history) {
    model.take(step)
    if (step.kind === 'pass-day') {
      flush()
      lived.clock.pass(dayMs)
    } else if (step.kind === 'end-of-batch') flush()
    else batch.push(step)
  }
  flush()
  writer.release(lived.clock())
  fresh.clock.set(lived.clock())
  const other = fresh.writer()
  model.fill(other)
  const seen = dump(lived.catalogue(), writer)
  assert.deepEqual(seen, dump(fresh.catalogue(), other))
  assert.deepEqual(Object.fromEntries(seen.files.map(({ file, state }) => [file, state])), model.states())
}

/** Of what happened to one file within a batch, only the end is seen. */
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
