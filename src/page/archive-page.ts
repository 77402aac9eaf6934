import { feedLinks } from './feed-links.js'
import { type Html, html } from './html.js'
import { renderLayout } from './layout.js'
import { postEntry } from './post-list.js'
import type { ArchiveLink, Frame, PostView, ScopeView } from './view.js'
import { countPosts, type Words } from './words.js'
import { wordsFor } from './words-for.js'

/** What the page of a closed period of a scope's history shows. */
export interface ArchivePage {
  readonly scope: ScopeView
  readonly archive: ArchiveLink
  /** Newest first. */
  readonly posts: readonly PostView[]
  readonly older?: ArchiveLink | undefined
  /** Absent if the scope's own page comes next. */
  readonly newer?: ArchiveLink | undefined
}

/** Renders the page of one period of a scope: its posts, and links to the older and the newer ones. */
export function renderArchive(frame: Frame, { scope, archive, posts, older, newer }: ArchivePage): string {
  const words = wordsFor(frame.site.language)
  const period = periodName(archive, words)
  const title = scope.kind === 'site' ? period : `${scope.title}${words.colon}${period}`
  return renderLayout(
    frame,
    { kind: 'listing', title, canonical: archive.page, scopes: [scope] },
    html`<header class="heading">
<p class="kicker"><a href="${scope.page}">${scope.title}</a></p>
<h1>${period}</h1>
<div class="subscribe">
<p>${words.subscribe}</p>
${feedLinks(scope, words)}
<p class="count">${countPosts(words, posts.length)}</p>
</div>
</header>
<div class="entries">${posts.map((post) => postEntry(post, words, scope))}
</div>
${archivePager(scope, words, older, newer ?? 'scope')}`,
  )
}

/**
 * Links through a scope's history. Pages read newest first, so the older one is `next`.
 *
 * @param newer - the next newer archive, or the scope's own page; undefined on that page itself
 */
export function archivePager(
  scope: ScopeView,
  words: Words,
  older: ArchiveLink | undefined,
  newer?: ArchiveLink | 'scope',
): Html | undefined {
  if (older === undefined && newer === undefined) return undefined
  const link = (rel: string, word: string, name: string, page: string) =>
    html`<li><a rel="${rel}" href="${page}">${word}${words.colon}${name}</a></li>`
  const to = (rel: string, word: string, archive: ArchiveLink) =>
    link(rel, word, periodName(archive, words), archive.page)
  return html`<nav class="pager" aria-label="${words.history}"><ul>${
    newer === 'scope'
      ? link('prev', words.newerPosts, scope.title, scope.page)
      : newer && to('prev', words.newerPosts, newer)
  }${older && to('next', words.olderPosts, older)}</ul></nav>`
}

/** An archive's name as people read it. */
function periodName({ name }: ArchiveLink, words: Words): string {
  const [year = 0, month, day, hour, part] = name.split(/[-T.]/).map(Number)
  return words.period({ year, month, day, hour, part })
}
