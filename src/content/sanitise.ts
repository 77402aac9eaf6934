import sanitizeHtml from 'sanitize-html'
import { absoluteUrl } from '../model/absolute-url.js'
import { allowedElements, elementsDroppedWhole, globalAttributes, voidElements } from './allowed-markup.js'
import type { Attributes } from './attribute-rules.js'
import { droppedWhole, ElementRules } from './element-rules.js'
import type { RenderContext } from './rendered-body.js'
import { TooComplex } from './too-complex.js'

/** Limit on tags, pieces of text (each entity is one) and addresses (each counts as two) in one body. */
const stepsMax = 150_000
/** Limit on elements open at once. The parser is quadratic in them. */
const depthMax = 500

/** HTML by the allow list, with absolute addresses, and what was found on the way. */
export interface CleanHtml {
  readonly html: string
  readonly image?: string
  readonly dropped: ReadonlySet<string>
  readonly references: ReadonlySet<string>
}

/**
 * Makes any HTML harmless: whatever is not on the list in `allowed-markup.ts` is dropped, either the element alone or
 * with everything in it. Tags in the result are balanced, and every `<` and `>` in it belongs to a tag. Sanitising the
 * result again leaves it unchanged.
 *
 * @throws TooComplex if a body has more than 500 elements open at once, or more markup than 150,000 steps
 */
export function sanitise(html: string, context: RenderContext): CleanHtml {
  const clean = sanitiseBy(html, context, isHidden)
  // Some pages keep the whole article invisible until their script has run.
  return clean.html.trim() === '' ? sanitiseBy(html, context, isNotDisplayed) : clean
}

function sanitiseBy(
  html: string,
  context: RenderContext,
  hides: (attributes: Readonly<Attributes>) => boolean,
): CleanHtml {
  let stepsLeft = stepsMax
  const spend = (steps: number): void => {
    stepsLeft -= steps
    if (stepsLeft < 0) throw new TooComplex()
  }
  const rules = new ElementRules(context, hides, () => spend(2))
  const clean = sanitizeHtml(html, {
    ...options,
    onOpenTag: (name) => {
      rules.enter(name)
      if (rules.depth > depthMax) throw new TooComplex()
      spend(1)
    },
    onCloseTag: () => rules.leave(),
    textFilter: (text) => {
      spend(1)
      return rules.isInFrame ? '' : text
    },
    transformTags: { ...marking, '*': (name, attributes) => rules.judge(name.replace(mark, ''), attributes) },
  })
  const { image, dropped, references } = rules
  const joined = rules.ids.published.size === 0 ? clean : joinFragments(clean, rules, context.permalink)
  return { html: joined, dropped, references, ...(image !== undefined && { image }) }
}

// sanitize-html 2.17 remembers the new name of an element, by its depth, until its end tag is written. A dropped
// element has no end tag, so the next element at that depth would be closed under that name. So every element that may
// be kept is first renamed, and then given the name to be written: its own name is then the last one remembered. No
// tag's name begins with the mark.
const mark = '~'
const marking = Object.fromEntries(
  [...allowedElements.keys()].map((name): [string, sanitizeHtml.Transformer] => [
    name,
    (_, attribs) => ({ tagName: mark + name, attribs }),
  ]),
)

const options: sanitizeHtml.IOptions = {
  allowedTags: [...allowedElements.keys()],
  allowedAttributes: {
    ...Object.fromEntries([...allowedElements].map(([name, own]) => [name, [...own]])),
    '*': [...globalAttributes],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: {
    img: ['http', 'https', 'data'],
    video: ['http', 'https', 'data'],
    srcset: ['http', 'https', 'data'],
  },
  allowProtocolRelative: false,
  nonTextTags: [droppedWhole, ...elementsDroppedWhole],
  selfClosing: voidElements,
  // Browsers accept deeper nesting, but some feed readers do not.
  nestingLimit: 50,
  parseStyleAttributes: false,
}

/** Ids were given our prefix, so the links to them within the body need it, too. */
function joinFragments(html: string, { ids }: ElementRules, permalink: string): string {
  const escaped = (id: string): string => (absoluteUrl(`#${id}`, permalink) ?? '').replaceAll('&', '&amp;')
  const moved = new Map([...ids.published].map(([id, written]) => [escaped(written), escaped(id)]))
  // Every `<` and `>` of clean HTML belongs to a tag.
  return html.replace(/<a [^>]*>/g, (tag) =>
    tag.replace(/ href="([^"]*)"/, (whole, href: string) => {
      const to = moved.get(href)
      return to === undefined ? whole : ` href="${to}"`
    }),
  )
}

function isHidden(attributes: Readonly<Attributes>): boolean {
  return isNotDisplayed(attributes) || /(?:^|;)\s*visibility\s*:\s*hidden/i.test(styleOf(attributes))
}

function isNotDisplayed(attributes: Readonly<Attributes>): boolean {
  return attributes.hidden !== undefined || /(?:^|;)\s*display\s*:\s*none/i.test(styleOf(attributes))
}

/** An element's style without its comments. */
function styleOf({ style = '' }: Readonly<Attributes>): string {
  const [first = '', ...others] = style.split('/*')
  return first + others.map((part) => part.split('*/').slice(1).join('')).join('')
}
