/** Attributes that any element may have. `id` is written with our prefix. */
export const globalAttributes: ReadonlySet<string> = new Set(['title', 'lang', 'dir', 'id'])

const plain =
  'abbr address article aside b bdi bdo br caption cite code dd dfn div dl dt em figcaption figure footer ' +
  'h1 h2 h3 h4 h5 h6 header hgroup hr i kbd main mark menu nav p picture pre rb rp rt rtc ruby s samp ' +
  'section small span strong sub summary sup table tbody tfoot thead tr u ul var wbr'

/**
 * The elements that a body may have, each with the attributes that it may carry. `textarea`, `xmp`, `style`, `svg` and
 * `math` must never be among them: the sanitiser's parser and a browser's read their content in different ways.
 */
export const allowedElements: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    ...Object.fromEntries(plain.split(' ').map((name) => [name, ''])),
    a: 'href hreflang',
    audio: 'src controls loop muted preload',
    blockquote: 'cite',
    code: 'class',
    col: 'span',
    colgroup: 'span',
    data: 'value',
    del: 'cite datetime',
    details: 'open',
    iframe: 'src width height allowfullscreen loading',
    img: 'src srcset sizes alt width height loading decoding',
    ins: 'cite datetime',
    li: 'value type',
    ol: 'start reversed type',
    q: 'cite',
    source: 'src srcset sizes media type width height',
    td: 'colspan rowspan align valign',
    th: 'colspan rowspan align valign scope abbr',
    time: 'datetime',
    track: 'src kind srclang label default',
    video: 'src poster controls width height loop muted playsinline preload',
  }).map(([name, attributes]) => [name, new Set(attributes.split(' ').filter(Boolean))]),
)

/** Elements without content, and so without an end tag. HTML Standard §13.1.2. */
export const voidElements = ['br', 'col', 'hr', 'img', 'source', 'track', 'wbr']

/** Obsolete and foreign elements, with the current one that means the same. */
export const renamedElements: ReadonlyMap<string, string> = new Map([
  ['acronym', 'abbr'],
  ['center', 'div'],
  ['dir', 'ul'],
  ['fieldset', 'div'],
  ['form', 'div'],
  ['legend', 'div'],
  ['listing', 'pre'],
  ['strike', 's'],
  ['tt', 'code'],
])

/** Elements whose content means nothing without them, or is never shown: dropped with everything in them. */
export const elementsDroppedWhole: ReadonlySet<string> = new Set(
  (
    'button canvas datalist iframe math noembed noframes option script select style svg template textarea ' +
    'title xmp'
  ).split(' '),
)

/** Elements dropped without a warning: at most they changed how the text looks. */
export const quietElements: ReadonlySet<string> = new Set(
  (
    'acronym basefont big blink body center dir font head html label listing marquee nobr noscript strike ' +
    'title tt'
  ).split(' '),
)

/**
 * Elements that a browser closes by itself when another one of `within` begins inside, together with everything in
 * between: the remaining end tags would then close elements of the page around the body. So a nested one is kept only
 * if an element of `across` lies in between.
 */
export const nestingRules: ReadonlyMap<string, NestingRule> = new Map([
  ['a', rule('a', '')],
  ['dd', rule('dd dt', 'dl')],
  ['dt', rule('dd dt', 'dl')],
  ['li', rule('li', 'ul ol menu')],
  ['table', rule('table', 'td th caption')],
])

interface NestingRule {
  readonly within: ReadonlySet<string>
  readonly across: ReadonlySet<string>
}

function rule(within: string, across: string): NestingRule {
  return { within: new Set(within.split(' ')), across: new Set(across.split(' ')) }
}

/** Elements that must be direct children of one of these, for the same reason. */
export const directlyIn: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ['rb', 'rp', 'rt', 'rtc'].map((name) => [name, new Set(['ruby', 'rb', 'rtc'])]),
)

const headings = 'h1 h2 h3 h4 h5 h6'
const endsParagraph =
  'address article aside blockquote details div dl figcaption figure footer header hr main nav ol p pre section ' +
  'table ul'

/**
 * Elements that are never direct children of one of these, because their start tag closes it. The parser takes care of
 * that, except where an element between the two was dropped.
 */
export const neverDirectlyIn: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...endsParagraph.split(' ').map((name) => pair(name, 'p')),
  ...headings.split(' ').map((name) => pair(name, `${headings} p`)),
  ...['rp', 'rt'].map((name) => pair(name, 'rp rt')),
  ...['tbody', 'tfoot'].map((name) => pair(name, 'thead tbody')),
  pair('td', 'thead th td'),
  pair('th', 'th'),
  pair('tr', 'tr th td'),
])

function pair(name: string, parents: string): [string, ReadonlySet<string>] {
  return [name, new Set(parents.split(' '))]
}

/** Attributes in which pages that load pictures lazily keep the real address, the likeliest first. */
export const lazyAddresses = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-original-src',
  'data-actualsrc',
  'data-lazyload',
  'data-real-src',
  'data-echo',
  'lay-src',
]
/** The same for `srcset`. */
export const lazySrcsets = ['data-srcset', 'data-lazy-srcset', 'data-original-srcset']
