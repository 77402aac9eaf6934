import { toPlainText } from '../model/plain-text.js'
import type { SourceBody } from '../model/post.js'
import { toLegalText } from './legal-text.js'
import { renderMarkdown } from './markdown.js'
import type { RenderContext, RenderedBody } from './rendered-body.js'
import { sanitise } from './sanitise.js'
import { summarise } from './summary.js'
import { TooComplex } from './too-complex.js'

/** Stands for `<!-- more -->` while a body is rendered. XML does not know it, so no body has one of its own. */
const moreMark = '\uffff'

/**
 * Makes a body ready for feeds and pages: Markdown to HTML, sanitised once, with absolute addresses.
 *
 * Same body and context, same result: nothing here looks at a clock. A body with more markup than a post may
 * have is rendered by `renderPlainly` instead. Characters that XML cannot carry are left out.
 *
 * @throws RangeError where a body nests deeper than the thread's stack reaches
 */
export function renderBody(body: SourceBody, context: RenderContext): RenderedBody {
  const text = toLegalText(body.text)
  try {
    const markup = body.kind === 'markdown' ? renderMarkdown(text) : text
    const { html, image, dropped, references } = sanitise(
      markup.replace(/<!--\s*more\s*-->/i, moreMark),
      context,
    )
    return {
      html: toLegalText(html),
      summary: summarise(html, moreMark),
      ...(image !== undefined && { image }),
      dropped: [...dropped],
      references: [...references],
    }
  } catch (error) {
    if (error instanceof TooComplex) return renderPlainly(body)
    throw error
  }
}

/** As much text is left of a body that is too much to be rendered, in UTF-16 units. */
const plainCharsMax = 1_000_000

/**
 * The text of a body that is too much to be rendered: in paragraphs, all markup taken out, and no more than
 * its first million characters, with `…` where it was cut. Linear in its length.
 */
export function renderPlainly({ text }: SourceBody): RenderedBody {
  const kept = text.length > plainCharsMax ? `${text.slice(0, plainCharsMax)}…` : text
  const html = toLegalText(kept)
    .split(/\n\s*\n/)
    .map((paragraph) => escapeText(toPlainText(paragraph)))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n')
  return { html, summary: summarise(html, moreMark), dropped: ['markup too complex'], references: [] }
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
