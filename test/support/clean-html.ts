import assert from 'node:assert/strict'

/** One start tag of clean HTML. */
export interface CleanTag {
  readonly name: string
  /** Values as written, still escaped; empty for an attribute without a value. */
  readonly attributes: ReadonlyMap<string, string>
}

const voidElements = new Set(['br', 'col', 'hr', 'img', 'source', 'track', 'wbr'])
const neverElements =
  /^(?:script|style|svg|math|form|input|textarea|xmp|template|object|embed|base|meta|link|noscript|title|plaintext)$/
const neverAttributes = /^(?:on.*|style|name|target|data-.*|srcdoc|action|formaction|xlink.*|xmlns|is|ping)$/
const addresses = new Set(['href', 'src', 'poster', 'cite'])

/**
 * Parses sanitised HTML by the strictest grammar, in which every `<` and `>` belongs to a tag.
 *
 * @throws AssertionError if it is not clean: unbalanced tags, a forbidden element or attribute, an address that is
 *   not absolute and harmless, an id twice, a character that XML cannot carry
 */
export function readClean(html: string): CleanTag[] {
  assert.doesNotMatch(html, /[^\P{Cc}\t\n]|[\p{Cs}\ufffe\uffff]/u)
  const tags: CleanTag[] = []
  const open: string[] = []
  const rest = html.replace(
    /<(\/?)([a-z][a-z\d]*)((?: [a-z]+(?:="[^"<>]*")?)*)( \/)?>/g,
    (_, closing, name, attributes, selfClosing) => {
      if (closing !== '') assert.equal(open.pop(), name, html)
      else tags.push(readTag(name, attributes))
      if (closing === '' && !voidElements.has(name)) open.push(name)
      assert.equal(selfClosing !== undefined, voidElements.has(name), html)
      return ''
    },
  )
  assert.doesNotMatch(rest, /[<>]/)
  assert.deepEqual(open, [], html)
  const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? [])
  assert.equal(new Set(ids).size, ids.length, html)
  return tags
}

function readTag(name: string, written: string): CleanTag {
  assert.doesNotMatch(name, neverElements)
  const attributes = new Map<string, string>()
  for (const [, key = '', value = ''] of written.matchAll(/ ([a-z]+)(?:="([^"]*)")?/g)) {
    assert.doesNotMatch(key, neverAttributes)
    assert.ok(!attributes.has(key), `${key} twice in ${written}`)
    if (addresses.has(key)) checkAddress(value)
    if (key === 'srcset') for (const candidate of value.split(', ')) checkAddress(candidate)
    if (key === 'id') assert.match(value, /^post-/)
    attributes.set(key, value)
  }
  return { name, attributes }
}

function checkAddress(value: string): void {
  assert.match(
    value,
    /^(?:https?:\/\/[^/]|mailto:.|tel:.|data:image\/(?:png|gif|jpe?g|webp);base64,)[!-~]*(?: [\d.]+[wx])?$/,
  )
}
