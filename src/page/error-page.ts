import { html } from './html.js'
import { renderLayout } from './layout.js'
import type { Frame } from './view.js'
import { wordsFor } from './words-for.js'

/** Why there is no page to show. */
export interface ErrorPage {
  /** HTTP status code. */
  readonly status: number
  readonly title: string
  /** What went wrong, for the visitor: one sentence, or empty. Pages word it in their own language where they can. */
  readonly reason: string
}

/** Renders the page of an error: what went wrong, and where to go from here. */
export function renderErrorPage(frame: Frame, { status, title, reason }: ErrorPage): string {
  const words = wordsFor(frame.site.language)
  const name = words.errors[status] ?? title
  const why = reason && (words.reasons[status] ?? reason)
  return renderLayout(
    frame,
    { kind: 'error', title: name },
    html`<p class="status">${status}</p>
<h1>${name}</h1>
${why && html`<p class="reason">${why}</p>`}
<ul class="ways">
<li><a href="${frame.wholeSite.page}">${words.home}</a></li>
<li><a href="${frame.feedsPage}">${words.allFeeds}</a></li>
</ul>`,
  )
}
