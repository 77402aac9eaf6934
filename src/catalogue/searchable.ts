import { toPlainBody } from '../model/plain-body.js'
import type { PostHead, SourceBody } from '../model/post.js'
import { charactersOf, termsOf, toSearchText } from '../model/search-text.js'

/** What posts are found by: `full` all of their words, `title` their titles and names, `off` nothing. */
export type SearchMode = 'full' | 'title' | 'off'

/** The words of a post as they are searched. */
export interface Searchable {
  /** Its title and the names of its categories, tags and authors: lines of search text. */
  readonly names: string
  /** The same, its summary and its body. */
  readonly text: string
}

type Named = Pick<PostHead, 'title' | 'categories' | 'tags' | 'authors' | 'summary'>

/** @param body - asked for only where the mode is `full`; its absence leaves it out */
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
 * What a post stands under in the index. A single character of Chinese is found in titles and names alone:
 * those of a body would make the index half as large again.
 */
export function indexTerms({ names, text }: Searchable): Set<string> {
  const terms = termsOf(text)
  for (const character of charactersOf(names)) terms.add(character)
  return terms
}
