/**
 * What XML 1.0 has no character for (§2.2, production `Char`): controls but for tab, line feed and
 * carriage return, and U+FFFE and U+FFFF. Lone surrogates are dealt with before.
 */
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g

/** The same and every surrogate: most texts have none of them, and need no more than this one look. */
const suspect = /[\0-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]/

/**
 * Makes any string into text that every format can carry: lone surrogates become U+FFFD, characters
 * that XML forbids are dropped, and no white space is left around it.
 *
 * The JSON writer uses it too, so that the three formats say the same, id for id.
 */
export function toFeedText(text: string): string {
  // Trimmed last: a space behind a dropped character must go as well.
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
 * HTML → the content of an XML element. In a CDATA section, where every `<` stands as it is: shorter, and
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
 * An XML parser reads the same as after `toXmlText`. Readers that unescape once too often are misled by
 * `&lt;` more often than by `&#x3C;`.
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
 * Any string → the value of an XML attribute, for either kind of quotes.
 *
 * @see XML 1.0 §3.3.3: tabs and line ends that are not written as references would be read as spaces
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
 * Plain text → HTML that shows it. For RSS's `description`, which readers take for HTML.
 *
 * @see RSS Advisory Board's Best Practices Profile, "description": suitable for presentation as HTML
 */
export function toHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => textReferences[character] ?? '')
}
