import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { checkCatalogue } from '../../src/catalogue/damage.js'
import { makeRead } from '../support/make-post.js'
import { makeOlder } from './damaged-copies.js'
import { Workbench } from './workbench.js'

describe('The moment up to which a catalogue is in doubt', () => {
  let bench: Workbench
  let left: Workbench
  beforeEach(() => {
    bench = new Workbench()
    left = new Workbench()
  })
  afterEach(() => {
    bench.clear()
    left.clear()
  })

  /** Copies the data folder as a kill of its writer would leave it, into `left`. @returns its last moment */
  function kill(): number {
    bench.writer().ingest({ posts: [makeRead()] })
    cpSync(bench.dataDir, left.dataDir, { recursive: true })
    return bench.catalogue().lastCommit()
  }
  /** The doubt after a writer has opened a data folder and closed it properly. */
  function doubtIn(opened: Workbench): number {
    opened.close(opened.writer())
    return opened.catalogue().doubt()
  }

  it('is none if its last writer closed it', () => {
    const writer = bench.writer()
    writer.ingest({ posts: [makeRead()] })
    bench.close(writer)
    assert.equal(doubtIn(bench), 0)
  })

  it('is the last moment of a process that was killed, and stays so after later restarts', () => {
    const moment = kill()
    assert.deepEqual([doubtIn(left), doubtIn(left)], [moment, moment])
  })

  it('is carried over when a catalogue of another version is rebuilt', () => {
    const moment = kill()
    makeOlder(left.file())
    assert.equal(doubtIn(left), moment)
  })
})

describe('A data folder without a catalogue', () => {
  it('has no damage', () => {
    const bench = new Workbench()
    assert.ok(checkCatalogue(bench.dataDir))
    bench.clear()
  })
})
