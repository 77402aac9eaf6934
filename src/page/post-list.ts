import { type Html, html, isWebAddress } from './html.js'
import { languageAttributes } from './language.js'
import { timeTag } from './time-tag.js'
import type { PostView, ScopeName, ScopeView } from './view.js'
import type { Words } from './words.js'

/** Posts as titles and times only, for pages with many lists. */
export function briefList(posts: readonly PostView[]): Html {
  return html`<ol class="brief">${posts.map(
    (post) => html`
<li><a href="${post.page}"${languageOf(post)}>${post.title}</a> ${timeTag(post.published)}</li>`,
  )}
</ol>`
}

/**
 * A post in a list that has room: title, time, summary, picture, and the scopes it is in.
 *
 * @param within - the scope whose page this is, which is not repeated with every post
 */
export function postEntry(post: PostView, words: Words, within: ScopeView): Html {
  const others = (scopes: readonly ScopeName[]) => scopes.filter((scope) => !isSame(scope, within))
  return html`
<article class="entry">
${thumbnail(post)}<h2><a href="${post.page}"${languageOf(post)}>${post.title}</a></h2>
<p class="meta">${timeTag(post.published)}${byline(others(post.authors))}</p>
${post.summary && html`<p class="summary"${languageOf(post)}>${post.summary}</p>`}
${scopeLinks([...others(post.categories), ...others(post.tags)], words)}
</article>`
}

/** Categories and tags as links to their pages, or as names alone; nothing where there are none. */
export function scopeLinks(scopes: readonly ScopeName[], words: Words): Html | undefined {
  if (scopes.length === 0) return undefined
  const kinds = [...new Set(scopes.map(({ kind }) => (kind === 'site' ? kind : words.kinds[kind])))]
  return html`<ul class="scopes" aria-label="${kinds.join(' · ')}">${scopes.map(
    ({ kind, page, title }) =>
      html`<li class="${kind}">${page === undefined ? html`<span>${title}</span>` : html`<a href="${page}">${title}</a>`}</li>`,
  )}</ul>`
}

/** Authors as links to their pages, or as names alone, to be placed after a time. */
export function byline(authors: readonly ScopeName[]): Html | undefined {
  if (authors.length === 0) return undefined
  return html` <span class="authors">${authors.map(({ page, title }) =>
    page === undefined ? html`<span>${title}</span> ` : html`<a rel="author" href="${page}">${title}</a> `,
  )}</span>`
}

/** The post's picture, if it has a web address. Its `alt` is empty, since it says nothing that the title does not. */
export function thumbnail({ image }: PostView): Html | undefined {
  if (image === undefined || !isWebAddress(image)) return undefined
  return html`<img class="thumbnail" src="${image}" alt="" loading="lazy" decoding="async">\n`
}

/** The language attributes of a post in a language other than the site's. */
export function languageOf({ language }: PostView): Html | undefined {
  return language === undefined ? undefined : languageAttributes(language)
}

function isSame(scope: ScopeName, other: ScopeName): boolean {
  return scope.kind === other.kind && scope.name === other.name
}
