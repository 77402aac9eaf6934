import assert from 'node:assert/strict'
import { postText, type TestSite } from '../support/open-site.js'

/** A post dated to a day in January 2022. */
export const dated = (day: number, header: Record<string, string>, body?: string) =>
  postText({ date: `2022-01-${String(day).padStart(2, '0')} 09:00:00 +0800`, ...header }, body)

/** A folder in which combinations differ from each other. */
export const files = {
  'a.md': dated(1, { categories: 'one', tags: 'x', author: '林岸' }, '<p>中国人民银行</p>'),
  'b.md': dated(2, { categories: 'one two', tags: 'y' }, '<p>银行</p>'),
  'c.md': dated(3, { categories: 'two', tags: 'x' }),
  'd.md': dated(4, { categories: 'three', tags: '红网新闻' }, '<p>银行</p>'),
}

/** The part of a post's id that is its own. */
export const idOf = (id: string) => id.replace('https://feeds.example.com/id/', '')

/** The ids of the posts that a combination carries. */
export const carried = async (site: TestSite, query: string): Promise<string[]> => {
  const { status, text } = await site.get(`/feed.json?${query}`)
  assert.equal(status, 200, query)
  return JSON.parse(text).items.map(({ id }: { id: string }) => idOf(id))
}

/** Resolves when the words of all posts can be found. */
export const indexed = (site: TestSite) =>
  site.until(async () => {
    const { search } = site.open.catalogue.status()
    return search === undefined || search.indexed === search.total
  })
