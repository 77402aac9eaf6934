import { renderAttributes, renderElements, renderProlog, type XmlAttributes } from './xml-element.js'

/** For `Content-Type`. OPML has no registered type of its own; this is the one that readers and servers use. */
export const opmlMediaType = 'text/x-opml; charset=utf-8'

/** A feed that can be subscribed to. */
export interface OpmlFeed {
  /** The feed's own title. */
  readonly title: string
  /** Absolute address of the feed. */
  readonly address: string
  /** Absolute address of the page for people. */
  readonly page: string
  readonly description?: string
}

/**
 * Renders one outline per feed, a line each, for `renderOutlineGroup` or `renderOpml`.
 *
 * @see OPML 2.0, "Subscription lists": `type` is `rss` whatever the feed's format, `text` and `xmlUrl` are
 *   required, `title` is the feed's own
 */
export function renderOutlines(feeds: readonly OpmlFeed[]): string {
  return feeds
    .map(({ title, address, page, description }) =>
      outline({ type: 'rss', text: title, title, xmlUrl: address, htmlUrl: page, description }),
    )
    .join('')
}

/** Renders outlines under a name, which readers turn into a folder. Few readers know more than this one level. */
export function renderOutlineGroup(name: string, outlines: string): string {
  return `<outline${renderAttributes({ text: name, title: name })}>\n${outlines}</outline>\n`
}

/**
 * Renders a list of feeds for import into readers. It has no date, so the same feeds give the same bytes.
 *
 * @param title - of the list
 * @param outlines - one or more, as rendered by the functions above
 * @returns the whole document, well-formed whatever the titles hold
 * @see OPML 2.0, http://opml.org/spec2.opml
 */
export function renderOpml(title: string, outlines: string): string {
  const head = renderElements([
    { name: 'title', text: title },
    { name: 'docs', text: 'http://opml.org/spec2.opml' },
  ])
  return `${renderProlog(undefined)}<opml version="2.0">\n<head>\n${head}</head>\n<body>\n${outlines}</body>\n</opml>\n`
}

function outline(attributes: XmlAttributes): string {
  return `<outline${renderAttributes(attributes)}/>\n`
}
