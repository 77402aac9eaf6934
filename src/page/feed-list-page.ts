import type { GroupKind } from '../model/scope.js'
import { opmlLink } from './feed-links.js'
import { feedTables, splitIntoTables } from './feed-table.js'
import { type Html, html } from './html.js'
import { renderLayout } from './layout.js'
import type { Frame, ScopeView } from './view.js'
import type { Words } from './words.js'
import { wordsFor } from './words-for.js'

/** What one page of the list of all scopes of a kind shows. */
export interface FeedListPage {
  readonly kind: GroupKind
  readonly scopes: readonly ScopeView[]
  /** Number of scopes of the kind, on all pages. */
  readonly total: number
  /** Counted from 1. */
  readonly page: number
  /** Absolute addresses of all pages of the list. */
  readonly pages: readonly string[]
  /** Absolute address of this page as OPML, for import into a reader. */
  readonly opml: string
}

/** How many pages before and after this one are linked. */
const pagesAround = 2

/** Renders one page of the list of all scopes of a kind, with their feeds. */
export function renderFeedList(
  frame: Frame,
  { kind, scopes, total, page, pages, opml }: FeedListPage,
): string {
  const words = wordsFor(frame.site.language)
  const numbered =
    pages.length > 1 ? ` ${words.numbers.format(page)}/${words.numbers.format(pages.length)}` : ''
  const title = `${words.allOfKind(words.kinds[kind])}${numbered}`
  const tables = splitIntoTables(kind, scopes)
  return renderLayout(
    frame,
    { kind: 'directory', title, canonical: pages[page - 1] ?? frame.feedsPage },
    html`<header class="heading">
<p class="kicker"><a href="${frame.feedsPage}">${words.allFeeds}</a></p>
<h1>${title}</h1>
<p class="count">${words.numbers.format(total)}</p>
${scopes.length > 0 && html`<p class="import">${words.importAll}${words.colon}${opmlLink(opml)}</p>`}
</header>
${
  tables.length > 1 &&
  html`<nav class="jump" aria-label="${words.jump}"><ul>${tables.map(
    ({ id, scopes: [first] }) => html`<li><a href="#${id}">${first?.title}</a></li>`,
  )}</ul></nav>`
}
${feedTables(tables, words)}
${pager(page, pages, words)}`,
  )
}

/** Links to the first and the last page and to those around this one; `…` stands for those left out between. */
function pager(page: number, pages: readonly string[], words: Words): Html | undefined {
  if (pages.length < 2) return undefined
  const step = (number: number, rel: string, word: string) =>
    pages[number - 1] && html`<li><a rel="${rel}" href="${pages[number - 1]}">${word}</a></li>`
  const isNamed = (number: number) =>
    number === 1 || number === pages.length || Math.abs(number - page) <= pagesAround
  return html`<nav class="pager" aria-label="${words.pages}"><ul>${step(page - 1, 'prev', words.pageBefore)}${pages.map(
    (address, index) => {
      const number = index + 1
      if (!isNamed(number)) return isNamed(index) && html`<li>…</li>`
      const here = number === page && html` aria-current="page"`
      return html`<li><a href="${address}"${here}>${words.numbers.format(number)}</a></li>`
    },
  )}${step(page + 1, 'next', words.pageAfter)}</ul></nav>`
}
