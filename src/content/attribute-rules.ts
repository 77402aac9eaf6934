import { beginningOf, toBodyText } from './body-text.js'

/** The attributes of a start tag, names in lower case, entities decoded. Named here are those that some rule reads. */
export type Attributes = Record<string, string> & {
  controls?: string
  height?: string
  hidden?: string
  href?: string
  id?: string
  name?: string
  src?: string
  srcset?: string
  style?: string
  width?: string
}

/** What an attribute may hold. Returns the value as it is to be written, or undefined if it is not allowed. */
export type AttributeRule = (value: string) => string | undefined

const flag: AttributeRule = () => ''
const number: AttributeRule = (value) => /^\s*(-?\d{1,5}%?)\s*$/.exec(value)?.[1]
/** A width or a height: `640`, `640px` and `640.5` are 640, `50%` stays. HTML Standard §2.3.4.4. */
const dimension: AttributeRule = (value) => {
  const [, number, percent = ''] = /^\s*(\d{1,5})(?!\d)(?:\.\d*)?(%?)/.exec(value) ?? []
  return number === undefined ? undefined : number + percent
}
const words: AttributeRule = (value) => toBodyText(beginningOf(value, 4_096))

function oneOf(choices: string): AttributeRule {
  const known = new Set(choices.split(' '))
  return (value) => {
    const word = value.trim().toLowerCase()
    return known.has(word) ? word : undefined
  }
}

/** Attributes that hold an address, a list of addresses or an id are not here: their rules need the body around them. */
export const attributeRules: ReadonlyMap<string, AttributeRule> = new Map(
  Object.entries({
    abbr: words,
    align: oneOf('left center right justify'),
    allowfullscreen: flag,
    alt: words,
    class: (value) => /(?<!\S)language-[\w+#.-]{1,40}(?!\S)/.exec(value)?.[0],
    colspan: number,
    controls: flag,
    datetime: words,
    decoding: oneOf('sync async auto'),
    default: flag,
    dir: oneOf('ltr rtl auto'),
    height: dimension,
    hreflang: words,
    kind: oneOf('subtitles captions descriptions chapters metadata'),
    label: words,
    lang: (value) => /^[A-Za-z\d-]{1,40}$/.exec(value)?.[0],
    loading: oneOf('lazy eager'),
    loop: flag,
    media: words,
    muted: flag,
    open: flag,
    playsinline: flag,
    preload: oneOf('none metadata auto'),
    reversed: flag,
    rowspan: number,
    scope: oneOf('row col rowgroup colgroup'),
    sizes: words,
    span: number,
    srclang: words,
    start: number,
    title: words,
    type: words,
    valign: oneOf('top middle bottom baseline'),
    value: words,
    width: dimension,
  } satisfies Record<string, AttributeRule>),
)
