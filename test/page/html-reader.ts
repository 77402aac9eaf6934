/** An element of a page, as a strict parser reads it. */
export interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** All text inside it, decoded. */
  text: string
}

/** HTML Standard §13.1.2, void elements. */
const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const tagOrText = /<!DOCTYPE html>|<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?::[a-z]+)?(?:="[^"<>]*")?)*)>|[^<>]+/gy

/**
 * Parses a document far more strictly than a browser would: tags must be properly nested and closed, attributes
 * must be in double quotes and unique, and `&` may begin nothing but the known entities.
 *
 * @returns the elements in the order of their opening tags
 * @throws where a browser would have to guess, and if two elements have the same id
 */
export function readHtml(document: string): Element[] {
  const found: Element[] = []
  const open: Element[] = []
  tagOrText.lastIndex = 0
  for (let at = 0; at < document.length; at = tagOrText.lastIndex) {
    const match = tagOrText.exec(document)
    if (match === null) throw new Error(`no HTML at ${at}: ${document.slice(at, at + 80)}`)
    const [token, slash, name, attributes = ''] = match
    if (name === undefined) addText(open, token)
    else if (slash === '/') close(open, name)
    else {
      const element = { name, attributes: readAttributes(attributes), text: '' }
      found.push(element)
      if (!voids.has(name)) open.push(element)
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.map(({ name }) => name)}`)
  const ids = found.flatMap(({ attributes }) => attributes.get('id') ?? [])
  if (new Set(ids).size !== ids.length) throw new Error(`an id twice: ${ids}`)
  return found
}

function addText(open: readonly Element[], token: string): void {
  if (token.startsWith('<!')) return
  for (const element of open) element.text += decode(token)
}

function close(open: Element[], name: string): void {
  const last = open.pop()
  if (last?.name !== name) throw new Error(`</${name}> closes ${last?.name}`)
}

function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', value = ''] of source.matchAll(/ ([a-z:-]+)(?:="([^"]*)")?/g)) {
    if (attributes.has(name)) throw new Error(`${name} twice`)
    attributes.set(name, decode(value))
  }
  return attributes
}

const entities = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
])

/** Decodes the five entities that pages use. */
export function decode(text: string): string {
  return text.replace(/&[^;]*;?/g, (entity) => {
    const character = entities.get(entity)
    if (character === undefined) throw new Error(`an entity that we never write: ${entity}`)
    return character
  })
}
