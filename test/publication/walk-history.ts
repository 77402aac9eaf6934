import assert from 'node:assert/strict'
import type { Publication } from '../../src/publication/publication.js'
import type { Resource } from '../../src/publication/resource.js'
import { parseFeed, parseJsonFeed, type XmlNode } from '../feed/parse-documents.js'

/** A document of a feed: the one that readers subscribe to, or an archive. */
export interface WalkedDocument {
  readonly path: string
  readonly resource: Resource
  readonly text: string
  /** Ids of its items, in order. */
  readonly ids: readonly string[]
  /** Path of the archive that it links to. */
  readonly older?: string | undefined
  /** Path of the feed that it says it is an archive of. */
  readonly current?: string | undefined
}

/** Walks from a feed through all of its archives, as a reader that wants everything would. */
export async function walkHistory(publication: Publication, path: string): Promise<WalkedDocument[]> {
  const documents = new Map<string, WalkedDocument>()
  for (let next: string | undefined = path; next !== undefined; next = documents.get(next)?.older) {
    assert.ok(!documents.has(next), `${next} comes twice`)
    documents.set(next, await readDocument(publication, next))
  }
  return [...documents.values()]
}

async function readDocument(publication: Publication, path: string): Promise<WalkedDocument> {
  const { resource, text } = await fetchText(publication, path)
  const read = path.endsWith('.json') ? readJson(text) : readXml(text)
  return { path, resource, text, ...read }
}

/** A resource that must be there, and its text. */
export async function fetchText(publication: Publication, path: string) {
  const found = await publication.find({ path, query: '' })
  assert.equal(found.kind, 'resource', path)
  if (found.kind !== 'resource') assert.fail()
  const body = await found.resource.body('identity')
  assert.ok(body instanceof Uint8Array)
  return { resource: found.resource, text: Buffer.from(body).toString() }
}

function readJson(text: string) {
  const { items, next_url, feed_url } = parseJsonFeed(text)
  const ids = items.map(({ id }) => id)
  return { ids, older: pathOf(next_url), current: pathOf(feed_url) }
}

function readXml(text: string) {
  const { feed, items } = parseFeed(text)
  const ids = items.map(
    (item) => item.children.find(({ name }) => name === 'guid' || name === 'id')?.text ?? '',
  )
  const isArchive = feed.children.some(({ name }) => name === 'fh:archive')
  const current = linkOf(feed, 'current')
  assert.equal(isArchive, current !== undefined)
  assert.equal(linkOf(feed, 'next-archive'), undefined)
  return { ids, older: linkOf(feed, 'prev-archive'), current }
}

function linkOf(feed: XmlNode, rel: string): string | undefined {
  const links = feed.children.filter(({ name }) => name === 'link' || name === 'atom:link')
  return pathOf(links.find(({ attributes }) => attributes.rel === rel)?.attributes.href)
}

function pathOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : new URL(address).pathname
}
