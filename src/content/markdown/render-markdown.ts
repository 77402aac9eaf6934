import createMarkdownIt, { type MarkdownIt, type StateCore, type StateInline, type Token } from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { TooComplex } from '../too-complex.js'
import { footnotes } from './footnotes.js'

/** How often rules may be tried on one text; see `spend`. */
const stepsMax = 200_000

/**
 * Renders Markdown as HTML that must still be sanitised: CommonMark with raw HTML and, as on GitHub, tables,
 * strikethrough, footnotes, autolinks, and task lists (as ☑ and ☐, since feed readers drop `<input>`).
 *
 * Emphasis works as Chinese, Japanese and Korean authors mean it: `**注意：**请看` is strong. `*ST` before a Han character
 * is text, since companies are named like that (`*ST云岭、*ST青禾`).
 *
 * @throws TooComplex if rules would be tried more than 200,000 times
 */
export function renderMarkdown(text: string): string {
  engine ??= makeEngine()
  // Every line costs time, even an empty one, and so does every cell of a table, though no rule is tried at those.
  stepsLeft = stepsMax - count(text, '\n') - count(text, '|')
  if (stepsLeft < 0) throw new TooComplex()
  return engine.render(text)
}

let engine: MarkdownIt | undefined
let stepsLeft = 0

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++
  return found
}

function makeEngine(): MarkdownIt {
  const markdown = createMarkdownIt({ html: true, linkify: true }).use(cjkFriendly).use(footnotes)
  // Mail addresses without `mailto:` stay text: looking for them is slow in long lines full of `@`.
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  markdown.block.ruler.before('table', 'budget', spend, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  markdown.inline.ruler.before('text', 'budget', spend)
  markdown.inline.ruler.before('emphasis', 'star_name', starName)
  markdown.core.ruler.after('inline', 'task_list', taskList)
  for (const cell of ['th_open', 'td_open']) {
    markdown.renderer.rules[cell] = (tokens, index, options, _env, self) => {
      alignByAttribute(tokens[index])
      return self.renderToken(tokens, index, options)
    }
  }
  return markdown
}

/** Counts each attempt to find markup, at the start of a line or within one, and stops if there are too many. */
function spend(): boolean {
  stepsLeft -= 1
  if (stepsLeft < 0) throw new TooComplex()
  return false
}

/**
 * The star of `*ST云岭` is text. In `***ST云岭**` only the last of the three is, and the two before it are markup;
 * `**ST云岭**` is a name without a star, in strong.
 */
function starName(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== 0x2a) return false
  const { length, can_open: open, can_close: close } = state.scanDelims(state.pos, true)
  if (length % 2 === 0 || !isStarName(state.src, state.pos + length)) return false
  for (let count = 1; count < length; count++) {
    state.push('text', '', 0).content = '*'
    state.delimiters.push({
      marker: 0x2a,
      length: length - 1,
      token: state.tokens.length - 1,
      end: -1,
      open,
      close,
    })
  }
  state.pending += '*'
  state.pos += length
  return true
}

function isStarName(text: string, at: number): boolean {
  return text.startsWith('ST', at) && /^\p{Script=Han}/u.test(text.slice(at + 2, at + 4))
}

/**
 * GFM §5.3: a list item that begins with `[ ]` or `[x]`. Its box replaces the bullet, which `type` removes (HTML
 * Standard §15.3.8): a feed carries neither class nor style.
 */
function taskList({ tokens }: StateCore): void {
  for (const [index, token] of tokens.entries()) {
    const [first] = token.children ?? []
    const item = tokens[index - 2]
    if (token.type !== 'inline' || item?.type !== 'list_item_open' || first === undefined) continue
    const [, box] = /^\[([ xX])\]\s/.exec(first.content) ?? []
    if (box === undefined) continue
    first.content = `${box === ' ' ? '☐' : '☑'} ${first.content.slice(4)}`
    if (/[-+*]/.test(item.markup)) item.attrSet('type', 'none')
  }
}

/** markdown-it aligns the cells of a table by `style`, which no feed may carry; GFM itself uses `align`. */
function alignByAttribute(cell: Token | undefined): void {
  const [, align] = /^text-align:(\w+)$/.exec(String(cell?.attrGet('style') ?? '')) ?? []
  if (cell !== undefined && align !== undefined) cell.attrs = [['align', align]]
}
