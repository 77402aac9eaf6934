import type { GroupKind } from '../model/scope.js'
import { feedTable } from './feed-table.js'
import { type Html, html } from './html.js'
import { renderLayout } from './layout.js'
import type { Frame, ScopeView } from './view.js'
import { type Words, wordsFor } from './words.js'

/** One page of the list of all scopes of a kind. */
export interface FeedListPage {
  readonly kind: GroupKind
  readonly scopes: readonly ScopeView[]
  /** Of the kind, on all pages. */
  readonly total: number
  /** Counted from 1. */
  readonly page: number
  /** Absolute addresses of all pages of the list. */
  readonly pages: readonly string[]
}

/** Rows of one table. A page is cut as a dictionary is: one can jump, and a browser lays out what is in view. */
const rowsPerTable = 100

/** A page of the list of every scope of a kind, with its feeds. */
export function renderFeedList(frame: Frame, { kind, scopes, total, page, pages }: FeedListPage): string {
  const words = wordsFor(frame.site.language)
  const numbered =
    pages.length > 1 ? ` ${words.numbers.format(page)}/${words.numbers.format(pages.length)}` : ''
  const title = `${words.allOfKind(words.kinds[kind])}${numbered}`
  const parts = cut(scopes)
  const id = (index: number) => `${kind}-${index + 1}`
  return renderLayout(
    frame,
    { kind: 'directory', title, canonical: pages[page - 1] ?? frame.feedsPage },
    html`<header class="heading">
<h1>${title}</h1>
<p class="count">${words.numbers.format(total)} · <a href="${frame.feedsPage}">${words.allFeeds}</a></p>
</header>
${
  parts.length > 1 &&
  html`<nav class="jump" aria-label="${words.jump}"><ul>${parts.map(
    (part, index) => html`<li><a href="#${id(index)}">${part[0]?.title}</a></li>`,
  )}</ul></nav>`
}
<div class="parts">${parts.map((part, index) => feedTable(id(index), part, words))}
</div>
${pager(page, pages, words)}`,
  )
}

function cut(scopes: readonly ScopeView[]): ScopeView[][] {
  const parts: ScopeView[][] = []
  for (let start = 0; start < scopes.length; start += rowsPerTable) {
    parts.push(scopes.slice(start, start + rowsPerTable))
  }
  return parts
}

/** The first and the last page, and those around this one. */
function pager(page: number, pages: readonly string[], words: Words): Html | undefined {
  if (pages.length < 2) return undefined
  const shown = pages
    .map((address, index) => ({ address, number: index + 1 }))
    .filter(({ number }) => number === 1 || number === pages.length || Math.abs(number - page) <= 3)
  return html`<nav class="pager" aria-label="${words.pages}"><ul>${shown.map(({ address, number }) =>
    number === page
      ? html`<li><a href="${address}" aria-current="page">${words.numbers.format(number)}</a></li>`
      : html`<li><a href="${address}">${words.numbers.format(number)}</a></li>`,
  )}</ul></nav>`
}
