import { type FormatName, formatNames, formats } from '../model/format.js'
import { type Html, html } from './html.js'
import type { ScopeView } from './view.js'
import type { Words } from './words.js'

/** A row of links to a scope's feed in every format, which readers' browser extensions recognise by their `type`. */
export function feedLinks(scope: ScopeView, words: Words): Html {
  return html`<ul class="feeds" aria-label="${words.feedsOf(scope.feedTitle)}">${formatNames.map(
    (name) => html`<li><a href="${scope.feeds[name]}" type="${mediaType(name)}">${shortLabel(name)}</a></li>`,
  )}</ul>`
}

/**
 * A `<link rel="alternate">` for every feed of the scopes, in their order, titled as the feeds themselves
 * are: `银行 - 财经早知道 (RSS)`.
 *
 * @see RSS Autodiscovery (RSS Advisory Board, 2006): the first link is what most readers take
 */
export function alternateLinks(scopes: readonly ScopeView[]): Html {
  return html`${scopes.flatMap((scope) =>
    formatNames.map(
      (name) => html`
<link rel="alternate" type="${mediaType(name)}" title="${scope.feedTitle} (${shortLabel(name)})" href="${scope.feeds[name]}">`,
    ),
  )}`
}

/** Link to a list of feeds for import into a reader. Browsers save it, since few could show it. */
export function opmlLink(address: string): Html {
  return html`<a href="${address}" type="text/x-opml" download>OPML</a>`
}

/** `RSS`, `Atom`, `JSON`: a format's label without `Feed`, for narrow columns and titles that get cut off. */
export function shortLabel(name: FormatName): string {
  return formats[name].label.replace(/ Feed$/, '')
}

/** A format's media type without its charset, for the `type` of a link. */
function mediaType(name: FormatName): string {
  return formats[name].mediaType.replace(/;.*/, '')
}
