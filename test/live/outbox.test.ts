import assert from 'node:assert/strict'
import type { Revision, StoredDocument } from '../../src/catalogue/catalogue.js'
import type { IntakeRequest } from '../../src/live/intake-messages.js'
import { Outbox } from '../../src/live/outbox.js'
import { siteScope } from '../../src/model/scope.js'

describe('The outbox', () => {
  let sent: IntakeRequest[]
  let isThere: boolean
  let outbox: Outbox
  const revision = (address: string, hash = 'h'): Revision => ({ address, hash, modified: 1 })

  beforeEach(() => {
    sent = []
    isThere = true
    outbox = new Outbox((request) => {
      if (isThere) sent.push(request)
      return isThere
    })
  })

  it('sends the last revision of each address, once', () => {
    outbox.keepRevision(revision('/a', '1'))
    outbox.keepRevision(revision('/b'))
    outbox.keepRevision(revision('/a', '2'))
    outbox.flush()
    outbox.flush()
    assert.deepEqual(sent, [
      { kind: 'records', number: 1, revisions: [revision('/a', '2'), revision('/b')], announcements: [] },
    ])
  })

  it('sends to the next thread what the last one did not confirm', () => {
    outbox.keepRevision(revision('/kept'))
    outbox.flush()
    outbox.keepRevision(revision('/lost', '1'))
    outbox.keepRevision(revision('/newer', '1'))
    outbox.flush()
    outbox.kept(1)
    outbox.keepRevision(revision('/newer', '2'))
    isThere = false
    outbox.takeBack()
    outbox.flush()
    sent = []
    isThere = true
    outbox.flush()
    assert.deepEqual(sent, [
      {
        kind: 'records',
        number: 3,
        revisions: [revision('/newer', '2'), revision('/lost', '1')],
        announcements: [],
      },
    ])
  })

  it('sends what the hub was told at once, and again to the next thread, until it is written', async () => {
    const announcement = { scope: siteScope, until: 5 }
    let isKept = false
    const kept = outbox.keepAnnouncements([announcement]).then(() => {
      isKept = true
    })
    outbox.keepRevision(revision('/a'))
    outbox.flush()
    outbox.takeBack()
    outbox.flush()
    outbox.flush()
    const messages = sent.map((request) => (request.kind === 'records' ? request.announcements : []))
    assert.deepEqual(messages, [[announcement], [], [announcement]])
    outbox.kept(2)
    await Promise.resolve()
    assert.equal(isKept, false)
    outbox.kept(3)
    await kept
  })

  describe('for documents', () => {
    const document = (address: string, bytes = 1): StoredDocument => ({
      ...revision(address),
      since: 1,
      head: '',
      body: new Uint8Array(bytes),
    })
    const handedOver = () =>
      sent
        .splice(0)
        .flatMap((request) =>
          request.kind === 'documents' ? [request.documents.map(({ address }) => address)] : [],
        )

    it('sends them once, together, and keeps them for the next thread if there is none', () => {
      outbox.storeDocument(document('/a'))
      outbox.storeDocument(document('/b'))
      isThere = false
      outbox.flush()
      isThere = true
      outbox.flush()
      outbox.flush()
      assert.deepEqual(handedOver(), [['/a', '/b']])
    })

    it('drops them while more than 16 MB are in flight', () => {
      outbox.storeDocument(document('/large', 16_000_000))
      outbox.storeDocument(document('/just'))
      outbox.flush()
      outbox.storeDocument(document('/too-much'))
      outbox.flush()
      assert.deepEqual(handedOver(), [['/large', '/just']])
      outbox.stored()
      outbox.storeDocument(document('/later'))
      outbox.flush()
      assert.deepEqual(handedOver(), [['/later']])
    })

    it('counts one only once, however often it was rendered again before it was sent', () => {
      for (let n = 0; n < 3; n++) outbox.storeDocument(document('/often', 15_000_000))
      outbox.storeDocument(document('/other'))
      outbox.flush()
      assert.deepEqual(handedOver(), [['/often', '/other']])
    })
  })
})
