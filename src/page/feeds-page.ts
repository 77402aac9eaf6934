import { feedLinks, opmlLink } from './feed-links.js'
import { feedTables, splitIntoTables } from './feed-table.js'
import type { Guide } from './guides.js'
import { type Html, html } from './html.js'
import { languageAttributes } from './language.js'
import { renderLayout } from './layout.js'
import type { Frame, ScopeList, ScopeView } from './view.js'
import { countPosts, type Words } from './words.js'
import { wordsFor } from './words-for.js'

/** What the page of all feeds shows: the site, then scopes kind by kind, in the order given. */
export interface FeedsPage {
  readonly site: ScopeView
  /** Absolute address of the list of all feeds as OPML, for import into a reader. */
  readonly opml: string
  readonly lists: readonly OfferedList[]
}

interface OfferedList extends ScopeList {
  /** Absolute address of the first page that lists all of them as OPML, for import into a reader. */
  readonly opml: string
}

/** Renders the page that lists feeds in every format, links to all of them, and explains what a feed is. */
export function renderFeedsPage(frame: Frame, { site, opml, lists }: FeedsPage): string {
  const words = wordsFor(frame.site.language)
  const head = { kind: 'directory', title: words.allFeeds, canonical: frame.feedsPage } as const
  return renderLayout(
    frame,
    head,
    html`<header class="heading">
<h1>${words.allFeeds}</h1>
</header>
${guide(words.guide)}
<details class="other"${languageAttributes(words.otherGuide.language)}>
<summary>${words.otherGuide.name}</summary>
${guide(words.otherGuide)}
</details>
<section class="whole" aria-labelledby="site">
<h2 id="site">${words.kind.site}</h2>
<p><a href="${site.page}">${site.title}</a></p>
<p class="count">${countPosts(words, site.count)}</p>
${feedLinks(site, words)}
<p class="import">${words.importAll}${words.colon}${opmlLink(opml)}</p>
<p class="import">${words.combine}${words.colon}${site.feeds.rss}?category=…&amp;tag=…</p>
</section>
<nav class="contents" aria-label="${words.jump}"><ul>${lists.map(
      ({ kind, total }) =>
        html`<li><a href="#${kind}">${words.kinds[kind]}</a> ${words.numbers.format(total)}</li>`,
    )}</ul></nav>
${lists.map((list) => feedList(list, words))}`,
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

function feedList({ kind, scopes, total, all, opml }: OfferedList, words: Words): Html {
  const more =
    total > scopes.length &&
    html`<p class="more"><a href="${all}">${words.allOfKind(words.kinds[kind])}</a> ${words.numbers.format(total)}</p>`
  return html`
<section class="list" aria-labelledby="${kind}">
<h2 id="${kind}">${words.kinds[kind]}</h2>
${more}
${
  scopes.length === 0
    ? html`<p class="empty">${words.noneOfKind}</p>`
    : html`${feedTables(splitIntoTables(kind, scopes), words)}
<p class="import">${words.importAll}${words.colon}${opmlLink(opml)}</p>`
}
${more}
</section>`
}
