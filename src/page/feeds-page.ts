import { type FormatName, formatNames } from '../model/format.js'
import type { GroupKind } from '../model/scope.js'
import { feedLinks, shortLabel } from './feed-links.js'
import { type Html, html } from './html.js'
import { renderLayout } from './layout.js'
import type { Frame, ScopeView } from './view.js'
import { countPosts, type Guide, type Words, wordsFor } from './words.js'

/** Every scope that has feeds, in the order in which each kind is listed. */
export interface FeedsPage {
  readonly site: ScopeView
  readonly categories: readonly ScopeView[]
  readonly tags: readonly ScopeView[]
  readonly authors: readonly ScopeView[]
}

/** Rows of one table. Long lists are cut as a dictionary is: one can jump, and a browser lays out what is in view. */
const rowsPerTable = 100

/** The page that lists every feed in every format, and says what a feed is. */
export function renderFeedsPage(frame: Frame, { site, categories, tags, authors }: FeedsPage): string {
  const words = wordsFor(frame.site.language)
  const lists = [
    { kind: 'category', scopes: categories },
    { kind: 'tag', scopes: tags },
    { kind: 'author', scopes: authors },
  ] as const
  const head = { kind: 'directory', title: words.allFeeds, canonical: frame.feedsPage } as const
  return renderLayout(
    frame,
    head,
    html`<header class="heading">
<h1>${words.allFeeds}</h1>
</header>
${guide(words.guide)}
<details class="other" lang="${words.otherGuide.language}">
<summary>${words.otherGuide.name}</summary>
${guide(words.otherGuide)}
</details>
<section class="whole" aria-labelledby="site">
<h2 id="site">${words.kind.site}</h2>
<p><a href="${site.page}">${site.title}</a></p>
<p class="count">${countPosts(words, site.count)}</p>
${feedLinks(site, words)}
</section>
<nav class="contents" aria-label="${words.jump}"><ul>${lists.map(
      ({ kind, scopes }) =>
        html`<li><a href="#${kind}">${words.kinds[kind]}</a> ${words.numbers.format(scopes.length)}</li>`,
    )}</ul></nav>
${lists.map(({ kind, scopes }) => feedList(kind, scopes, words))}`,
  )
}

function guide({ heading, what, steps, which }: Guide): Html {
  return html`<section class="guide">
<h2>${heading}</h2>
<p>${what}</p>
<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>
<p>${which}</p>
</section>`
}

function feedList(kind: GroupKind, scopes: readonly ScopeView[], words: Words): Html {
  const parts = cut(scopes)
  const id = (index: number) => `${kind}-${index + 1}`
  return html`
<section class="list" aria-labelledby="${kind}">
<h2 id="${kind}">${words.kinds[kind]}</h2>
${scopes.length === 0 && html`<p class="empty">${words.noneOfKind}</p>`}${
  parts.length > 1 &&
  html`<nav class="jump" aria-label="${words.jump}${words.colon}${words.kinds[kind]}"><ul>${parts.map(
    (part, index) => html`<li><a href="#${id(index)}">${part[0]?.title}</a></li>`,
  )}</ul></nav>`
}
<div class="parts">${parts.map((part, index) => feedTable(id(index), part, words))}
</div>
</section>`
}

function cut(scopes: readonly ScopeView[]): ScopeView[][] {
  const parts: ScopeView[][] = []
  for (let start = 0; start < scopes.length; start += rowsPerTable) {
    parts.push(scopes.slice(start, start + rowsPerTable))
  }
  return parts
}

function feedTable(id: string, scopes: readonly ScopeView[], words: Words): Html {
  return html`
<div class="part" id="${id}"><table>
<thead><tr><th scope="col">${words.name}</th><th scope="col">${words.count}</th>${formatNames.map(
    (name) => html`<th scope="col">${shortLabel(name)}</th>`,
  )}</tr></thead>
<tbody>${scopes.map((scope) => feedRow(scope, words))}
</tbody>
</table></div>`
}

/** Thousands of these make the page: no class, no list, nothing that the table does not say already. */
function feedRow(scope: ScopeView, words: Words): Html {
  const cell = (name: FormatName) => html`<td><a href="${scope.feeds[name]}">${shortLabel(name)}</a></td>`
  return html`
<tr><th scope="row"><a href="${scope.page}">${scope.title}</a></th><td>${words.numbers.format(scope.count)}</td>${formatNames.map(cell)}</tr>`
}
