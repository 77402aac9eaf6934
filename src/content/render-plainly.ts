import { decodeEntities } from '../model/entities.js'
import { toLine } from '../model/plain-text.js'
import type { SourceBody } from '../model/post.js'
import { stripMarkup, stripOpenMarkup } from '../model/strip-markup.js'
import { beginningOf, toBodyText } from './body-text.js'
import type { RenderedBody } from './rendered-body.js'
import { summarise } from './summary.js'

/** How much text of a too complex body is kept, in UTF-16 units. */
const plainCharsMax = 1_000_000

/**
 * The text of a body that is too complex to render: in paragraphs, without markup, and no more than its first million
 * characters, with `…` where it was cut. Takes time linear in its length.
 *
 * Text that is hidden by an attribute (`hidden`, `style="display:none"`) is kept: without a parser, nobody can tell
 * where its element ends.
 *
 * @param charsMax - how much of the text is kept, in UTF-16 units
 */
export function renderPlainly({ kind, text }: SourceBody, charsMax = plainCharsMax): RenderedBody {
  const isCut = text.length > charsMax
  const strip = isCut || kind === 'html' ? stripOpenMarkup : stripMarkup
  // Before it is split: there may be blank lines in a comment.
  const words = strip(toBodyText(isCut ? beginningOf(text, charsMax) : text))
  const html = `${words}${isCut ? '…' : ''}`
    .split(/\n\s*\n/)
    .map((paragraph) => escapeText(toLine(decodeEntities(paragraph))))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n')
  return { html, summary: summarise(html), dropped: [], references: [] }
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
