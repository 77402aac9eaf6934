import { toPlainBody } from '../model/plain-body.js'
import type { PostHead, SourceBody } from '../model/post.js'
import { charactersOf, termsOf, toSearchText } from '../model/search-text.js'

/** What posts are found by: `full`, all of their words; `title`, only titles and names; `off`, nothing. */
export type SearchMode = 'full' | 'title' | 'off'

/** The text of a post as it is searched. */
export interface Searchable {
  /** Its title and the names of its categories, tags and authors: lines of search text. */
  readonly names: string
  /** The same, followed by its summary and its body. */
  readonly text: string
}

type Named = Pick<PostHead, 'title' | 'categories' | 'tags' | 'authors' | 'summary'>

/** @param body - called only in mode `full`; if it returns nothing, only titles and names are searched */
export function searchableOf(
  { title, categories, tags, authors, summary = '' }: Named,
  body: () => SourceBody | undefined,
  mode: SearchMode,
): Searchable {
  const names = linesOf([title, ...categories, ...tags, ...authors.map(({ name }) => name)])
  const source = mode === 'full' ? body() : undefined
  if (source === undefined) return { names, text: names }
  return { names, text: `${names}\n${linesOf([summary, toPlainBody(source)])}` }
}

function linesOf(texts: readonly string[]): string {
  return texts.map(toSearchText).join('\n')
}

/**
 * The terms under which a post is indexed. A single Chinese character is found in titles and names only: indexing those
 * of bodies would make the index half as large again.
 */
export function indexTerms({ names, text }: Searchable): Set<string> {
  const terms = termsOf(text)
  for (const character of charactersOf(names)) terms.add(character)
  return terms
}
