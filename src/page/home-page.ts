import { archivePager } from './archive-page.js'
import { feedLinks } from './feed-links.js'
import { type Html, html } from './html.js'
import { renderLayout } from './layout.js'
import { briefList, byline, languageOf, thumbnail } from './post-list.js'
import { timeTag } from './time-tag.js'
import type { ArchiveLink, Frame, PostView, ScopeList, ScopeView } from './view.js'
import { countPosts, type Words } from './words.js'
import { wordsFor } from './words-for.js'

/** What the home page shows. */
export interface Home {
  readonly categories: ScopeList
  /** The tags with the most recent posts, latest first, each with its newest posts. */
  readonly tags: readonly { readonly scope: ScopeView; readonly posts: readonly PostView[] }[]
  /** The newest posts of the whole site, newest first. */
  readonly newest: readonly PostView[]
  /** The site's newest archive; posts that are in no archive are all in `newest`. */
  readonly older?: ArchiveLink | undefined
}

/** Renders the front page: the categories, the newest posts led by the latest, then the newest posts of recent tags. */
export function renderHome(frame: Frame, { categories, tags, newest, older }: Home): string {
  const { site, wholeSite } = frame
  const words = wordsFor(site.language)
  const head = {
    kind: 'home',
    description: site.description,
    canonical: wholeSite.page,
    image: wholeSite.image ?? site.icon,
  } as const
  return renderLayout(
    frame,
    head,
    html`${dateline(frame, newest[0], words)}
${categories.scopes.length > 0 && sections(categories, words)}
${front(newest, archivePager(wholeSite, words, older), words)}
${
  tags.length > 0 &&
  html`<section class="tags" aria-labelledby="tags">
<h2 id="tags">${words.activeTags}</h2>
<div class="columns">${tags.map(({ scope, posts }) => tagBlock(scope, posts, words))}
</div>
</section>`
}`,
  )
}

/** The line under a newspaper's name: its description, how many posts there are, and when the last one came. */
function dateline({ site, wholeSite }: Frame, latest: PostView | undefined, words: Words): Html {
  return html`<div class="dateline">
${site.description && html`<p class="motto">${site.description}</p>\n`}<p>${countPosts(words, wholeSite.count)}</p>${
    latest &&
    html`
<p>${words.lastPost} ${timeTag(latest.published)}</p>`
  }
${feedLinks(wholeSite, words)}
</div>`
}

/** The categories, as a newspaper names its sections, and a link to the list of all of them. */
function sections({ kind, scopes, total, all }: ScopeList, words: Words): Html {
  return html`<nav class="sections" aria-label="${words.kinds[kind]}">
<p><a href="${all}">${words.allOfKind(words.kinds[kind])}</a> ${words.numbers.format(total)}</p>
<ul>${scopes.map(
    ({ page, title }) => html`
<li><a href="${page}">${title}</a></li>`,
  )}
</ul>
</nav>`
}

function front([lead, ...others]: readonly PostView[], history: Html | undefined, words: Words): Html {
  return html`<section class="front" aria-labelledby="newest">
<h2 id="newest">${words.newest}</h2>
${lead === undefined ? html`<p class="empty">${words.noPosts}</p>` : leadStory(lead)}
${others.length > 0 && briefList(others)}
${history}</section>`
}

function leadStory(post: PostView): Html {
  return html`<article class="lead">
${thumbnail(post)}<div>
<h3><a href="${post.page}"${languageOf(post)}>${post.title}</a></h3>
<p class="meta">${timeTag(post.published)}${byline(post.authors)}</p>
${post.summary && html`<p class="summary"${languageOf(post)}>${post.summary}</p>\n`}</div>
</article>`
}

function tagBlock(scope: ScopeView, posts: readonly PostView[], words: Words): Html {
  return html`
<section class="tag">
<h3><a href="${scope.page}">${scope.title}</a></h3>
<p class="count">${countPosts(words, scope.count)}</p>
${feedLinks(scope, words)}
${briefList(posts)}
</section>`
}
