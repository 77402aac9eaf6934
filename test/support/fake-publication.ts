import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Found, Publication, Target } from '../../src/publication/publication.js'
import type { BodyFile, Coding, Resource } from '../../src/publication/resource.js'

/** What a fake address answers: a value, or what a function returns for the target. */
export type FakeAnswer = Found | ((target: Target) => Found | Promise<Found>)

/** A publication of a few addresses, each answered as the test says; it records what it was asked for. */
export class FakePublication implements Publication {
  readonly asked: Target[] = []
  readonly #answers: Map<string, FakeAnswer>

  constructor(answers: Record<string, FakeAnswer> = {}) {
    this.#answers = new Map(Object.entries(answers))
  }

  find(target: Target): Found | Promise<Found> {
    this.asked.push(target)
    const found = this.#answers.get(target.path) ?? { kind: 'absent' }
    return typeof found === 'function' ? found(target) : found
  }

  paths(): Iterable<string> {
    return this.#answers.keys()
  }

  errorPage(status: number, title: string, reason: string): Uint8Array {
    return Buffer.from(`<!doctype html><title>${status} ${title}</title><p>${reason}`)
  }
}

/** 2021-12-30 15:26:20 +0800, and some milliseconds, which an HTTP date cannot express. */
export const seedMs = Date.UTC(2021, 11, 30, 7, 26, 20, 250)
export const seedDate = 'Thu, 30 Dec 2021 07:26:20 GMT'
export const seedTag = 'W/"rain-1"'
export const feedBytes = Buffer.from(
  `<?xml version="1.0" encoding="utf-8"?>\n<rss>${'雨'.repeat(500)}</rss>\n`,
)
export const feedGzip = gzipSync(feedBytes)
export const feedBrotli = brotliCompressSync(feedBytes)
const feedCodings = { identity: feedBytes, gzip: feedGzip, br: feedBrotli }

/** A feed with every field a resource can have, in every coding. */
export function makeResource(different: Partial<Resource> = {}): Resource {
  return {
    kind: 'feed',
    mediaType: 'application/rss+xml; charset=utf-8',
    etag: seedTag,
    modified: seedMs,
    cacheControl: 'public, max-age=300, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400',
    link: '<https://news.example/feed.xml>; rel="self"',
    codings: ['br', 'gzip'],
    body: (coding: Coding) => feedCodings[coding],
    ...different,
  }
}

/** A picture that is sent from a file. */
export function makeFileResource(file: BodyFile, different: Partial<Resource> = {}): Resource {
  const { link: _, ...rest } = makeResource()
  return { ...rest, kind: 'asset', mediaType: 'image/png', codings: [], body: () => file, ...different }
}

export function found(resource: Resource = makeResource()): Found {
  return { kind: 'resource', resource }
}
