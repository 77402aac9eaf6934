import { type FormatName, formatNames } from '../model/format.js'
import { shortLabel } from './feed-links.js'
import { type Html, html } from './html.js'
import type { ScopeView } from './view.js'
import type { Words } from './words.js'

/** Scopes with their feeds: a name, a count, three formats a row. */
export function feedTable(id: string, scopes: readonly ScopeView[], words: Words): Html {
  return html`
<div class="part" id="${id}"><table>
<thead><tr><th scope="col">${words.name}</th><th scope="col">${words.count}</th>${formatNames.map(
    (name) => html`<th scope="col">${shortLabel(name)}</th>`,
  )}</tr></thead>
<tbody>${scopes.map((scope) => feedRow(scope, words))}
</tbody>
</table></div>`
}

/** Hundreds of these make a page: no class, no list, nothing that the table does not say already. */
function feedRow(scope: ScopeView, words: Words): Html {
  const cell = (name: FormatName) => html`<td><a href="${scope.feeds[name]}">${shortLabel(name)}</a></td>`
  return html`
<tr><th scope="row"><a href="${scope.page}">${scope.title}</a></th><td>${words.numbers.format(scope.count)}</td>${formatNames.map(cell)}</tr>`
}
