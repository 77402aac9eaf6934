import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it'

/**
 * Footnotes as in GitHub and kramdown: `word[^1]`, and elsewhere `[^1]: the note`, whose further paragraphs are
 * indented by four spaces.
 *
 * Notes are collected in a `footer` at the end, in the order of their first references, and link back. Of two notes
 * with the same label the first counts; a note that nothing refers to stays where it is, so that no word is lost. A
 * reference without a note is text.
 */
export function footnotes(markdown: MarkdownIt): void {
  markdown.block.ruler.before('reference', 'footnote', define, { alt: ['paragraph', 'reference'] })
  markdown.inline.ruler.before('link', 'footnote', refer)
  markdown.core.ruler.after('inline', 'footnotes', gather)
}

/** Further notes are text: each costs as much as a list of its own. */
const notesMax = 1_000

/** What is known of the notes of one text, by lower-case label. */
interface Notes {
  readonly defined: Set<string>
  /** In the order of their first references. */
  readonly used: Map<string, Use>
  /** A note is being read: another one in its first line is text. */
  isOpen: boolean
}

interface Use {
  /** 1-based. */
  readonly number: number
}

const notesOfTexts = new WeakMap<object, Notes>()

/** @param env - created by the parser for each text */
function notesOf(env: object): Notes {
  const known = notesOfTexts.get(env)
  if (known !== undefined) return known
  const made: Notes = { defined: new Set(), used: new Map(), isOpen: false }
  notesOfTexts.set(env, made)
  return made
}

const label = String.raw`\[\^([^\s[\]^]{1,80})\]`
const definition = new RegExp(`${label}:`, 'y')
const reference = new RegExp(label, 'y')

function define(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false // Indented code.
  definition.lastIndex = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  const [mark, word] = definition.exec(state.src) ?? []
  if (mark === undefined || word === undefined) return false
  if (silent) return true
  const notes = notesOf(state.env)
  if (notes.isOpen || notes.defined.size === notesMax) return false
  const key = word.toLowerCase()
  state.push('footnote_open', 'li', 1).meta = { key: notes.defined.has(key) ? undefined : key }
  notes.defined.add(key)
  notes.isOpen = true
  readWithin(state, startLine, endLine, definition.lastIndex)
  notes.isOpen = false
  state.push('footnote_close', 'li', -1)
  return true
}

/** Reads what follows a mark like a list item: its first line from `start`, then the lines that are indented by four. */
function readWithin(state: StateBlock, startLine: number, endLine: number, start: number): void {
  const { parentType } = state
  const { [startLine]: bMark = 0 } = state.bMarks
  const { [startLine]: tShift = 0 } = state.tShift
  const { [startLine]: sCount = 0 } = state.sCount
  state.bMarks[startLine] = start
  state.tShift[startLine] = state.skipSpaces(start) - start
  state.blkIndent += 4
  state.sCount[startLine] = state.blkIndent
  state.parentType = 'footnote'
  state.md.block.tokenize(state, startLine, endLine)
  state.parentType = parentType
  state.blkIndent -= 4
  state.bMarks[startLine] = bMark
  state.tShift[startLine] = tShift
  state.sCount[startLine] = sCount
}

function refer(state: StateInline, silent: boolean): boolean {
  // Silent mode only skips over the text of a link: a reference in it stays text, since links cannot nest.
  if (silent) return false
  reference.lastIndex = state.pos
  const [mark, word = ''] = reference.exec(state.src) ?? []
  const { defined, used } = notesOf(state.env)
  const key = word.toLowerCase()
  if (mark === undefined || reference.lastIndex > state.posMax || state.linkLevel > 0 || !defined.has(key))
    return false
  const use = used.get(key) ?? { number: used.size + 1 }
  used.set(key, use)
  pushReference(state, use)
  state.pos += mark.length
  return true
}

function pushReference(state: StateInline, { number }: Use): void {
  state.push('sup_open', 'sup', 1)
  const link = state.push('link_open', 'a', 1)
  link.attrSet('href', `#fn-${number}`)
  link.meta = { note: number }
  state.push('text', '', 0).content = `[${number}]`
  state.push('link_close', 'a', -1)
  state.push('sup_close', 'sup', -1)
}

function gather(state: StateCore): void {
  const { defined, used } = notesOf(state.env)
  if (defined.size === 0) return
  const text: Token[] = []
  const bodies = new Map([...used.values()].map(({ number }): [number, Token[]] => [number, []]))
  let into = text
  for (const token of state.tokens) {
    if (token.type === 'footnote_open') into = bodies.get(numberOf(token, used)) ?? text
    else if (token.type === 'footnote_close') into = text
    else into.push(token)
  }
  nameFirstReferences(state.tokens)
  state.tokens = used.size === 0 ? text : [...text, ...listOf(state, bodies)]
}

/** 0 if nothing refers to the note, or it is the second with its label. */
function numberOf({ meta }: Token, used: Notes['used']): number {
  const key: unknown = meta?.['key']
  return (typeof key === 'string' && used.get(key)?.number) || 0
}

/** Gives an id to the first visible reference to each note: one in the alternative text of a picture is not visible. */
function nameFirstReferences(tokens: readonly Token[]): void {
  const named = new Set<unknown>()
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    const number: unknown = token.meta?.['note']
    if (number === undefined || named.has(number)) continue
    named.add(number)
    token.attrSet('id', `fnref-${number}`)
  }
}

function listOf(state: StateCore, bodies: ReadonlyMap<number, Token[]>): Token[] {
  const token = (type: string, tag: string, nesting: -1 | 0 | 1): Token => {
    return Object.assign(new state.Token(type, tag, nesting), { block: true })
  }
  const items = [...bodies].flatMap(([number, body]) => {
    const item = token('footnote_open', 'li', 1)
    item.attrSet('id', `fn-${number}`)
    leadBack(state, number, body)
    return [item, ...body, token('footnote_close', 'li', -1)]
  })
  const list = [token('ordered_list_open', 'ol', 1), ...items, token('ordered_list_close', 'ol', -1)]
  return [
    token('footer_open', 'footer', 1),
    token('hr', 'hr', 0),
    ...list,
    token('footer_close', 'footer', -1),
  ]
}

/** Appends a link to the last paragraph of a note; none if the note ends with something else. */
function leadBack(state: StateCore, number: number, body: readonly Token[]): void {
  if (body.at(-1)?.type !== 'paragraph_close') return
  const open = new state.Token('link_open', 'a', 1)
  open.attrSet('href', `#fnref-${number}`)
  const texts = [' ', '↩'].map((content) => Object.assign(new state.Token('text', '', 0), { content }))
  const [blank, arrow] = texts as [Token, Token]
  body.at(-2)?.children?.push(blank, open, arrow, new state.Token('link_close', 'a', -1))
}
