import type { SourceBody } from '../model/post.js'
import { toBodyText } from './body-text.js'
import { renderMarkdown } from './markdown/render-markdown.js'
import { renderPlainly } from './render-plainly.js'
import type { RenderContext, RenderedBody } from './rendered-body.js'
import { sanitise } from './sanitise.js'
import { moreMark, summarise } from './summary.js'
import { TooComplex } from './too-complex.js'

/**
 * Makes a body ready for feeds and pages: Markdown to HTML, sanitised once, with absolute addresses.
 *
 * Same body and context, same result: nothing here looks at a clock. A body with more markup than a post may have is
 * rendered by `renderPlainly` instead. Characters that XML cannot carry are left out.
 *
 * @throws RangeError if a body nests deeper than the thread's stack allows
 */
export function renderBody(body: SourceBody, context: RenderContext): RenderedBody {
  const text = toBodyText(body.text)
  try {
    const markup = body.kind === 'markdown' ? renderMarkdown(text) : text
    const { html, image, dropped, references } = sanitise(
      markup.replace(/<!--\s*more\s*-->/i, moreMark),
      context,
    )
    return {
      html: toBodyText(html),
      summary: summarise(html),
      ...(image !== undefined && { image }),
      dropped: [...dropped],
      references: [...references],
    }
  } catch (error) {
    if (error instanceof TooComplex) return { ...renderPlainly(body), tooComplex: true }
    throw error
  }
}
