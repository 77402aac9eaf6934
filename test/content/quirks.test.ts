import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPost } from '../../src/content/read-post.js'
import type { ReadOptions, ReadResult } from '../../src/content/read-result.js'
import type { ZonedTime } from '../../src/model/zoned-time.js'
import { fixtures } from '../support/fixtures.js'

/** One row of `expected.json`. */
interface Expectation {
  readonly file: string
  readonly quirk: string
  readonly outcome: 'published' | 'withheld' | 'quarantined'
  readonly reason?: string
  readonly message?: string
  readonly warning?: string
  readonly title?: string
  readonly date?: string
  readonly categories?: readonly string[]
  readonly tags?: readonly string[]
  readonly permalink?: string
  readonly guid?: string
}

const root = join(fixtures, 'quirks')
const { config, totals, posts } = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8'))
const expectations: readonly Expectation[] = posts
const options: ReadOptions = {
  timeZone: config.timezone,
  permalink: config.permalink,
  guidBase: config.guid_base,
  guids: 'path',
  postBytesMax: 5_000_000,
}

/** The code for each warning that the table describes in words. */
const warningCodes: Readonly<Record<string, string>> = {
  'front matter does not start on the first line': 'front-matter-late',
  'no category': 'category-missing',
  'no title': 'title-missing',
  'tags is given twice': 'key-repeated',
  'tags has commas': 'key-invalid',
  'title is cut by a comment': 'key-invalid',
  'characters that XML does not allow were removed': 'characters-removed',
}

function toIso({ instantMs, offsetMinutes }: ZonedTime): string {
  const wall = new Date(instantMs + offsetMinutes * 60_000).toISOString().slice(0, 19)
  const [hours, minutes] = [Math.trunc(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60]
  const two = (number: number) => String(number).padStart(2, '0')
  return `${wall}${offsetMinutes < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`
}

async function read(file: string): Promise<ReadResult> {
  const result = await readPost(root, file, options)
  assert.ok(result, `${file} is there`)
  return result
}

function errorsOf({ problems }: ReadResult): string[] {
  return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

/** Only the catalogue notices a second post with the same permalink; each of the two alone is valid. */
const isLeftToTheCatalogue = ({ reason }: Expectation) => reason === 'duplicate-permalink'

describe('The quirks of real posts', () => {
  for (const expected of expectations.filter((row) => row.outcome !== 'quarantined')) {
    it(`are read: ${expected.file}, ${expected.quirk}`, async () => {
      const result = await read(expected.file)
      assert.deepEqual(errorsOf(result), [])
      assert.ok(result.post)
      const { title, published, categories, tags, permalink, guid, source } = result.post
      assert.deepEqual(
        { file: source, title, date: toIso(published), categories, tags, permalink, guid },
        {
          file: expected.file,
          title: expected.title,
          date: expected.date,
          categories: expected.categories,
          tags: expected.tags,
          permalink: expected.permalink,
          guid: expected.guid,
        },
      )
      assert.equal(result.draft, expected.message === 'published is false')
    })

    it(`give the expected warnings and no others: ${expected.file}`, async () => {
      const { problems } = await read(expected.file)
      const wanted = expected.warning === undefined ? [] : [warningCodes[expected.warning]]
      assert.deepEqual(
        problems.map(({ code }) => code),
        wanted,
      )
    })
  }

  for (const expected of expectations.filter((row) => row.outcome === 'quarantined')) {
    if (isLeftToTheCatalogue(expected)) continue
    it(`are reported by their first error: ${expected.file}, ${expected.quirk}`, async () => {
      const result = await read(expected.file)
      assert.equal(result.post, undefined)
      assert.equal(errorsOf(result)[0], expected.reason)
      const line = /\(line (\d+)\)/.exec(expected.message ?? '')?.[1]
      const error = result.problems.find(({ severity }) => severity === 'error')
      if (line !== undefined) assert.equal(error?.line, Number(line))
      assert.equal(error?.file, expected.file)
      assert.match(error?.hint ?? '', /\.$/)
    })
  }

  it('are all there: the totals match the table', async () => {
    const results = await Promise.all(expectations.map(({ file }) => read(file)))
    const due = Date.parse(config.now)
    const kindOf = (result: ReadResult, row: Expectation) => {
      if (result.post === undefined || isLeftToTheCatalogue(row)) return 'quarantined'
      return result.draft || result.post.published.instantMs > due ? 'withheld' : 'published'
    }
    const kinds = expectations.map((row, index) => kindOf(results[index] as ReadResult, row))
    const published = results.flatMap(({ post }, index) =>
      kinds[index] === 'published' && post ? [post] : [],
    )
    const reasons = results.map((result, index) => {
      const row = expectations[index]
      return row !== undefined && isLeftToTheCatalogue(row) ? row.reason : errorsOf(result)[0]
    })
    assert.equal(results.length, totals.files)
    assert.deepEqual(count(kinds), totals.outcomes)
    assert.deepEqual(count(reasons), totals.reasons)
    assert.deepEqual(count(published.flatMap(({ categories }) => categories)), totals.categories)
    assert.deepEqual(count(published.flatMap(({ tags }) => tags)), totals.tags)
    assert.equal(published.filter(({ categories }) => categories.length === 0).length, totals.no_category)
  })
})

function count(names: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
