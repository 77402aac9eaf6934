import { archivePager } from './archive-page.js'
import { feedLinks } from './feed-links.js'
import { type Html, html, isWebAddress } from './html.js'
import { renderLayout } from './layout.js'
import { postEntry } from './post-list.js'
import type { ArchiveLink, Frame, PostView, ScopeView } from './view.js'
import { countPosts, type Words } from './words.js'
import { wordsFor } from './words-for.js'

/** A scope with its newest posts, newest first; it may have more. */
export interface Listing {
  readonly scope: ScopeView
  readonly posts: readonly PostView[]
  /** The scope's newest archive; posts that are in no archive are all in `posts`. */
  readonly older?: ArchiveLink | undefined
}

/** Renders the page of a category, a tag or an author: what it is, how to follow it, and its newest posts. */
export function renderListing(frame: Frame, { scope, posts, older }: Listing): string {
  const words = wordsFor(frame.site.language)
  const head = {
    kind: 'listing',
    title: scope.title,
    description: scope.description,
    canonical: scope.page,
    image: scope.image,
    scopes: [scope],
  } as const
  return renderLayout(
    frame,
    head,
    html`${heading(scope, words)}
${extent(scope, posts.length, words)}
${
  posts.length > 0 &&
  html`<div class="entries">${posts.map((post) => postEntry(post, words, scope))}
</div>`
}
${archivePager(scope, words, older)}`,
  )
}

function heading(scope: ScopeView, words: Words): Html {
  const { image } = scope
  return html`<header class="heading">
${image !== undefined && isWebAddress(image) && html`<img class="emblem" src="${image}" alt="">\n`}<p class="kicker">${words.kind[scope.kind]}</p>
<h1>${scope.title}</h1>
${scope.description && html`<p class="description">${scope.description}</p>\n`}<div class="subscribe">
<p>${words.subscribe}</p>
${feedLinks(scope, words)}
<p class="count">${countPosts(words, scope.count)}</p>
</div>
</header>`
}

/** How many of the scope's posts are on the page, unless that is all of them. */
function extent({ count }: ScopeView, shown: number, words: Words): Html | undefined {
  if (count === 0 && shown === 0) return html`<p class="empty">${words.empty}</p>`
  if (count <= shown) return undefined
  const { numbers } = words
  return html`<p class="extent">${words.shown(numbers.format(shown), numbers.format(count))}</p>`
}
