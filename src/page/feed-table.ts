import { type FormatName, formatNames } from '../model/format.js'
import { shortLabel } from './feed-links.js'
import { type Html, html } from './html.js'
import type { ScopeView } from './view.js'
import type { Words } from './words.js'

/** One table of scopes, and the id that links jump to. */
interface FeedTable {
  readonly id: string
  readonly scopes: readonly ScopeView[]
}

/** Rows of one table; `contain-intrinsic-size` in the stylesheet is the height of this many. */
const rowsPerTable = 50

/**
 * Splits scopes into tables. Wide screens show two side by side, links jump to each as in a dictionary, and a
 * browser lays out only those in view.
 *
 * @param name - prefix of their ids, unique within the page
 */
export function splitIntoTables(name: string, scopes: readonly ScopeView[]): FeedTable[] {
  const tables: FeedTable[] = []
  for (let start = 0; start < scopes.length; start += rowsPerTable) {
    const id = `${name}-${tables.length + 1}`
    tables.push({ id, scopes: scopes.slice(start, start + rowsPerTable) })
  }
  return tables
}

/** Tables of scopes with their feeds: each row has a name, a count and three formats. */
export function feedTables(tables: readonly FeedTable[], words: Words): Html {
  return html`<div class="parts">${tables.map((table) => feedTable(table, words))}
</div>`
}

function feedTable({ id, scopes }: FeedTable, words: Words): Html {
  return html`
<div class="part" id="${id}"><table>
<thead><tr><th scope="col">${words.name}</th><th scope="col">${words.count}</th>${formatNames.map(
    (name) => html`<th scope="col">${shortLabel(name)}</th>`,
  )}</tr></thead>
<tbody>${scopes.map((scope) => feedRow(scope, words))}
</tbody>
</table></div>`
}

/** A page has hundreds of these: no class, no list, nothing that the table does not say already. */
function feedRow(scope: ScopeView, words: Words): Html {
  const cell = (name: FormatName) => html`<td><a href="${scope.feeds[name]}">${shortLabel(name)}</a></td>`
  return html`
<tr><th scope="row"><a href="${scope.page}">${scope.title}</a></th><td>${words.numbers.format(scope.count)}</td>${formatNames.map(cell)}</tr>`
}
