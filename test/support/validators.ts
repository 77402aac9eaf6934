import assert from 'node:assert/strict'
import type { TestSite } from './open-site.js'

/** ETag and modification time of every document of the site, by path. */
export async function validators(site: TestSite): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const path of site.open.publication.paths()) {
    const answer = await site.open.publication.find({ path, query: '' })
    assert.equal(answer.kind, 'resource', path)
    if (answer.kind === 'resource') found.set(path, `${answer.resource.etag} ${answer.resource.modified}`)
  }
  return found
}

/** Paths of the documents that appeared, disappeared or changed. */
export function changedBetween(before: Map<string, string>, after: Map<string, string>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort()
}
