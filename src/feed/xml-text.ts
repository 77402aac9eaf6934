/**
 * What XML 1.0 does not allow (§2.2, production `Char`): C0 controls except tab, line feed and carriage
 * return, and U+FFFE and U+FFFF. Lone surrogates are replaced before this is used.
 */
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g

/** The same, plus every surrogate: most texts have none of these, so one test is all they need. */
const suspect = /[\0-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]/

/**
 * Turns any string into text that every format can carry: lone surrogates become U+FFFD, characters
 * that XML forbids are dropped, and white space around it is trimmed.
 *
 * JSON Feed's texts pass through it too, so that the three formats agree, ids included.
 */
export function toFeedText(text: string): string {
  // Trimmed last: dropping a character may expose white space.
  return (suspect.test(text) ? text.toWellFormed().replace(forbidden, '') : text).trim()
}

/**
 * Any string → the content of an XML element.
 *
 * @see XML 1.0 §2.4: `&` and `<` must be escaped, `>` at least in `]]>`; §2.11: a literal carriage return
 * would be read as a line feed
 */
export function toXmlText(text: string): string {
  return toFeedText(text).replace(/[&<>\r]/g, (character) => textReferences[character] ?? '')
}

const textReferences: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
}

/**
 * HTML → the content of an XML element, as a CDATA section, which leaves every `<` as it is: shorter, and
 * several times as fast to write. What a CDATA section cannot hold is escaped like other text.
 *
 * @see XML 1.0 §2.7: it ends at the first `]]>`; §2.11: a carriage return in it would be read as a line feed
 */
export function toXmlHtml(html: string): string {
  const text = toFeedText(html)
  return text.includes(']]>') || text.includes('\r') ? toXmlText(text) : `<![CDATA[${text}]]>`
}

/**
 * Any string → the content of an RSS element that is plain text by definition, such as a title.
 *
 * An XML parser reads the same from it as from `toXmlText`. But readers that unescape once too often trip over
 * `&lt;` more often than over `&#x3C;`.
 *
 * @see RSS Advisory Board's Best Practices Profile, "Character Data"
 */
export function toXmlPlainText(text: string): string {
  return toFeedText(text).replace(/[&<>\r]/g, (character) => plainReferences[character] ?? '')
}

const plainReferences: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '\r': '&#13;',
}

/**
 * Any string → the value of an XML attribute, in either kind of quotes.
 *
 * @see XML 1.0 §3.3.3: tabs and line ends would be read as spaces unless written as references
 */
export function toXmlAttribute(text: string): string {
  return toFeedText(text).replace(/[&<>"'\t\n\r]/g, (character) => attributeReferences[character] ?? '')
}

const attributeReferences: Readonly<Record<string, string>> = {
  ...textReferences,
  '"': '&quot;',
  "'": '&#39;',
  '\t': '&#9;',
  '\n': '&#10;',
}

/**
 * Plain text → HTML that displays it. For RSS's `description`, which readers treat as HTML.
 *
 * @see RSS Advisory Board's Best Practices Profile, "description": suitable for presentation as HTML
 */
export function toHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => textReferences[character] ?? '')
}
