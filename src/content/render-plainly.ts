import { toPlainText } from '../model/plain-text.js'
import type { SourceBody } from '../model/post.js'
import { beginningOf, toBodyText } from './body-text.js'
import type { RenderedBody } from './rendered-body.js'
import { summarise } from './summary.js'

/** Stands for `<!-- more -->` while a body is rendered. XML does not allow this character, so no body contains it. */
export const moreMark = '\uffff'

/** How much text of a too complex body is kept, in UTF-16 units. */
const plainCharsMax = 1_000_000

/**
 * The text of a body that is too complex to render: in paragraphs, without markup, and no more than its first million
 * characters, with `…` where it was cut. Takes time linear in its length.
 */
export function renderPlainly({ text }: SourceBody): RenderedBody {
  const kept = text.length > plainCharsMax ? `${beginningOf(text, plainCharsMax)}…` : text
  const html = toBodyText(kept)
    .split(/\n\s*\n/)
    .map((paragraph) => escapeText(toPlainText(paragraph)))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n')
  return { html, summary: summarise(html, moreMark), dropped: [], references: [] }
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
