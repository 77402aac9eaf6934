import { isSameTime } from '../model/zoned-time.js'
import { feedLinks } from './feed-links.js'
import { type Html, html, raw } from './html.js'
import { renderLayout } from './layout.js'
import { byline, languageOf, scopeLinks } from './post-list.js'
import { timeTag } from './time-tag.js'
import type { Frame, PostView, ScopeView } from './view.js'
import type { Words } from './words.js'
import { wordsFor } from './words-for.js'

/** A post with everything its page shows around it. */
export interface PostPage {
  readonly post: PostView
  /** Clean HTML: as it left the sanitiser, with absolute addresses. */
  readonly body: string
  readonly newer?: PostView | undefined
  readonly older?: PostView | undefined
  /** The scopes whose feeds can carry the post; empty if its author wrote `feed: false`. */
  readonly carriedBy: readonly ScopeView[]
}

/** Renders the page of one post. */
export function renderPost(frame: Frame, { post, body, newer, older, carriedBy }: PostPage): string {
  const words = wordsFor(frame.site.language)
  const head = {
    kind: 'post',
    title: post.title,
    description: post.summary,
    canonical: post.page,
    image: post.image,
    scopes: carriedBy,
    post,
  } as const
  return renderLayout(
    frame,
    head,
    html`<article>
<header class="heading">
<h1${languageOf(post)}>${post.title}</h1>
${times(post, words)}
</header>
<div class="body"${languageOf(post)}>
${raw(reachable(belowTitle(body)))}
</div>
</article>
${scopeLinks([...post.categories, ...post.tags], words)}
${carriers(carriedBy, words)}
${neighbours(newer, older, words)}`,
  )
}

function times(post: PostView, words: Words): Html {
  const changed = !isSameTime(post.updated, post.published)
  return html`<p class="meta"><span>${words.published} ${timeTag(post.published)}</span>${
    changed && html` <span>${words.updated} ${timeTag(post.updated)}</span>`
  }${byline(post.authors)}</p>`
}

/**
 * A page has one `h1`, its title: if the body has one as well, all headings of the body move down a level. The
 * sanitiser writes `<` in text and attributes as `&lt;`, so this can match nothing but tags.
 */
function belowTitle(body: string): string {
  if (!/<h1[\s>]/.test(body)) return body
  return body.replace(
    /(<\/?h)([1-5])(?=[\s>])/g,
    (_, tag: string, level: string) => tag + (Number(level) + 1),
  )
}

/**
 * Tables and code scroll sideways where they are too wide. Most browsers let the keyboard focus what scrolls; Safari
 * needs to be told (WCAG 2.2, 2.1.1).
 */
function reachable(body: string): string {
  return body.replace(/<(?:table|pre)(?=[\s>])/g, (tag) => `${tag} tabindex="0"`)
}

function carriers(carriedBy: readonly ScopeView[], words: Words): Html {
  if (carriedBy.length === 0) return html`<p class="carriers none">${words.carriedByNone}</p>`
  return html`<section class="carriers" aria-labelledby="carriers">
<h2 id="carriers">${words.carriedBy}</h2>
<ul>${carriedBy.map(
    (scope) => html`
<li><span class="kind">${words.kind[scope.kind]}</span> <a href="${scope.page}">${scope.title}</a> ${feedLinks(scope, words)}</li>`,
  )}
</ul>
</section>`
}

function neighbours(
  newer: PostView | undefined,
  older: PostView | undefined,
  words: Words,
): Html | undefined {
  if (newer === undefined && older === undefined) return undefined
  const link = (post: PostView | undefined, word: string, side: string) =>
    post &&
    html`
<p class="${side}"><span>${word}</span> <a href="${post.page}"${languageOf(post)}>${post.title}</a></p>`
  return html`<nav class="neighbours" aria-label="${words.neighbours}">${link(newer, words.newer, 'newer')}${link(older, words.older, 'older')}
</nav>`
}
