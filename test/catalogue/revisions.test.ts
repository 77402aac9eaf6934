import assert from 'node:assert/strict'
import type { Revision } from '../../src/catalogue/catalogue.js'
import { Workbench } from './workbench.js'

describe('The revision of a document', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  const revision: Revision = { address: '/feed.xml', hash: 'h1', modified: 1000 }

  it('is known at once where it was kept, and passed on to be saved', () => {
    bench.writer()
    const passedOn: Revision[] = []
    const catalogue = bench.catalogue({ onRevision: (kept) => passedOn.push(kept) })
    assert.equal(catalogue.revision('/feed.xml'), undefined)
    catalogue.keepRevision(revision)
    assert.deepEqual([catalogue.revision('/feed.xml'), passedOn], [revision, [revision]])
    assert.equal(bench.catalogue().revision('/feed.xml'), undefined)
  })

  it('outlives the process once it is saved, and never goes back', () => {
    const writer = bench.writer()
    writer.keepRevisions([revision, { ...revision, address: '/a.html' }])
    writer.keepRevisions([{ ...revision, hash: 'h2', modified: 2000 }])
    writer.keepRevisions([{ ...revision, hash: 'h0', modified: 500 }])
    bench.close(writer)
    bench.writer()
    assert.deepEqual(bench.catalogue().revision('/feed.xml'), { ...revision, hash: 'h2', modified: 2000 })
  })

  it('is listed with those whose addresses begin alike, saved or not', () => {
    const writer = bench.writer()
    for (const name of ['2020.xml', '2020.1.xml', '2020.html', '2020-12.xml', '202.xml', '2021.xml'])
      writer.keepRevisions([{ ...revision, address: `/archive/${name}` }])
    const catalogue = bench.catalogue()
    for (const name of ['2020.2.xml', '2020.xml', '2019.xml'])
      catalogue.keepRevision({ ...revision, address: `/archive/${name}` })
    const names = ['2020.1.xml', '2020.2.xml', '2020.html', '2020.xml']
    assert.deepEqual(
      [...catalogue.revised('/archive/2020.')].sort(),
      names.map((name) => `/archive/${name}`),
    )
  })

  it('is found however many are waiting to be saved, except the oldest', () => {
    bench.writer()
    const catalogue = bench.catalogue()
    for (let n = 0; n < 12_000; n++) catalogue.keepRevision({ ...revision, address: `/${n}.html` })
    assert.equal(catalogue.revision('/11999.html')?.hash, 'h1')
    assert.equal(catalogue.revision('/0.html'), undefined)
  })
})
