import { absolutePictureUrl, absoluteUrl, cleanAddress } from '../model/absolute-url.js'
import {
  allowedElements,
  directlyIn,
  elementsDroppedWhole,
  globalAttributes,
  lazyAddresses,
  lazySrcsets,
  nestingRules,
  neverDirectlyIn,
  quietElements,
  renamedElements,
} from './allowed-markup.js'
import { type Attributes, attributeRules } from './attribute-rules.js'
import { BodyIds } from './body-ids.js'
import type { RenderContext } from './rendered-body.js'
import { rewriteSrcset } from './srcset.js'

/** One start tag: its name in lower case, and its attributes, entities decoded. */
export interface Element {
  readonly tagName: string
  readonly attribs: Attributes
}

/** No element has these names, so neither is allowed: the first is dropped with everything in it, the second alone. */
export const droppedWhole = 'dropped-whole'
const unwrapped: Element = { tagName: 'unwrapped', attribs: {} }

const referencesMax = 1_000
const droppedMax = 50

/** Decides, start tag by start tag, what is kept of a body. Each body needs its own instance. */
export class ElementRules {
  readonly references = new Set<string>()
  readonly dropped = new Set<string>()
  readonly ids = new BodyIds()
  image: string | undefined
  readonly #context: RenderContext
  /** The elements around the next tag: their names as read and as written. */
  readonly #open: { readonly name: string; written: string }[] = []
  readonly #pictures = new Set<string>()
  readonly #hides: (attributes: Readonly<Attributes>) => boolean
  readonly #onAddress: () => void

  constructor(
    context: RenderContext,
    hides: (attributes: Readonly<Attributes>) => boolean,
    onAddress: () => void,
  ) {
    this.#context = context
    this.#hides = hides
    this.#onAddress = onAddress
  }

  /** How many elements are open. */
  get depth(): number {
    return this.#open.length
  }

  /** Whether the current tag is in a frame. Its content is for browsers without frames; all others see it as text. */
  get isInFrame(): boolean {
    return this.#open.some(({ written }) => written === 'iframe')
  }

  /** A start tag was read. `judge` follows, except inside elements that are dropped whole. */
  enter(name: string): void {
    this.#open.push({ name, written: droppedWhole })
  }

  leave(): void {
    this.#open.pop()
  }

  /** Decides what is written in place of a start tag. */
  judge(name: string, attributes: Readonly<Attributes>): Element {
    const element = this.#replace(name, attributes)
    const open = this.#open.at(-1)
    if (open !== undefined) open.written = element.tagName
    return element
  }

  #replace(name: string, given: Readonly<Attributes>): Element {
    if (this.#hides(given)) return { tagName: droppedWhole, attribs: {} }
    for (const key of Object.keys(given)) if (/^on[a-z]+$/.test(key)) this.#drop(key)
    if (this.isInFrame) return unwrapped
    if (name === 'iframe') return this.#iframe(given)
    if (!allowedElements.has(name) && !quietElements.has(name)) this.#drop(name)
    if (elementsDroppedWhole.has(name)) return { tagName: droppedWhole, attribs: {} }
    const tagName = renamedElements.get(name) ?? name
    if (!allowedElements.has(tagName) || !this.#mayStand(tagName)) return unwrapped
    const attribs = this.#attributes(tagName, given)
    if (tagName === 'a' && attribs.href === undefined) return placeOf(attribs)
    if (tagName === 'img') return this.#image(attribs)
    // Without controls, audio is invisible and a video cannot be started: `autoplay` is not kept.
    if (tagName === 'audio' || tagName === 'video') attribs.controls ??= ''
    return { tagName, attribs }
  }

  /** Elements that close one another in a browser must not be nested: see `nestingRules`. */
  #mayStand(name: string): boolean {
    const parent = this.#around((written) => allowedElements.has(written)) ?? ''
    if (neverDirectlyIn.get(name)?.has(parent) === true) return false
    if (directlyIn.get(name)?.has(parent) === false) return false
    const rule = nestingRules.get(name)
    if (rule === undefined) return true
    const nearest = this.#around((written) => rule.within.has(written) || rule.across.has(written))
    return nearest === undefined || rule.across.has(nearest)
  }

  /** The nearest element of a kind around the current tag. */
  #around(isOfKind: (written: string) => boolean): string | undefined {
    return this.#open.findLast(({ written }, index) => index < this.depth - 1 && isOfKind(written))?.written
  }

  #attributes(name: string, given: Readonly<Attributes>): Attributes {
    const own = allowedElements.get(name)
    const lazy = own?.has('src') === true ? this.#findLazy(name, given) : {}
    const kept: Attributes = {}
    for (const [key, value] of Object.entries(given)) {
      if (own?.has(key) !== true && !globalAttributes.has(key)) continue
      const clean = isPlaceholder(key, lazy) ? lazy[key] : this.#value(name, key, value)
      if (clean !== undefined) kept[key] = clean
    }
    if (name === 'a' && kept.id === undefined) {
      // How places were named before there were ids. HTML Standard §16.2.
      const id = given.name === undefined ? undefined : this.ids.publish(given.name)
      if (id !== undefined) kept.id = id
    }
    const align = isCell(name) ? (kept['align'] ?? alignIn(given)) : undefined
    return Object.assign(kept, lazy, align !== undefined && { align })
  }

  #value(name: string, key: string, value: string): string | undefined {
    if (key === 'href' || key === 'cite') return this.#address(value, absoluteUrl)
    if (key === 'poster' || (key === 'src' && name === 'img')) return this.#address(value, absolutePictureUrl)
    if (key === 'src') return this.#address(value, absoluteUrl)
    if (key === 'srcset') return rewriteSrcset(value, (address) => this.#address(address, absolutePictureUrl))
    if (key === 'id') return this.ids.publish(value)
    return attributeRules.get(key)?.(value)
  }

  /** The addresses that a picture is lazily loaded from, if it gives any. */
  #findLazy(name: string, given: Readonly<Attributes>): LazyAddresses {
    const find = (keys: readonly string[], as: string): string | undefined => {
      const values = keys.map((key) => given[key] ?? '').filter((value) => /[/.]/.test(value))
      return values.map((value) => this.#value(name, as, value)).find((value) => value !== undefined)
    }
    const src = find(lazyAddresses, 'src')
    const srcset = allowedElements.get(name)?.has('srcset') === true ? find(lazySrcsets, 'srcset') : undefined
    return { ...(src !== undefined && { src }), ...(srcset !== undefined && { srcset }) }
  }

  #image(attribs: Attributes): Element {
    const { src, srcset } = attribs
    if (src === undefined && srcset === undefined) return unwrapped
    // The `noscript` beside a lazily loaded picture contains the same picture again.
    if (src !== undefined && this.#open.some(({ name }) => name === 'noscript') && this.#pictures.has(src))
      return unwrapped
    if (src !== undefined) this.#pictures.add(src)
    if (src?.startsWith('http') && !isTiny(attribs)) this.image ??= src
    return { tagName: 'img', attribs }
  }

  #iframe(given: Readonly<Attributes>): Element {
    const attribs = this.#attributes('iframe', given)
    const url = attribs.src === undefined ? undefined : new URL(attribs.src)
    if (url?.protocol === 'https:' && this.#context.iframeHosts.includes(url.host)) {
      return { tagName: 'iframe', attribs }
    }
    this.#drop('iframe')
    return { tagName: droppedWhole, attribs: {} }
  }

  #address(
    written: string,
    toAbsolute: (address: string, base: string) => string | undefined,
  ): string | undefined {
    this.#onAddress()
    const address = cleanAddress(written)
    const { assets, permalink } = this.#context
    if (Object.hasOwn(assets, address)) return assets[address]
    if (isFileReference(address) && this.references.size < referencesMax) this.references.add(address)
    const absolute = toAbsolute(address, permalink)
    const [scheme] = /^[a-z][a-z\d+.-]{0,20}:/i.exec(address) ?? []
    if (absolute === undefined && scheme !== undefined) this.#drop(scheme.toLowerCase())
    return absolute
  }

  #drop(kind: string): void {
    if (this.dropped.size < droppedMax && /^[a-z][a-z\d:+.-]{0,30}$/.test(kind)) this.dropped.add(kind)
  }
}

/**
 * An anchor without an address only marks a place, if anything. Old pages often do not close it: as an `a` it would not
 * allow the links that follow.
 */
function placeOf(attribs: Attributes): Element {
  return attribs.id === undefined ? unwrapped : { tagName: 'span', attribs }
}

function isCell(name: string): boolean {
  return name === 'td' || name === 'th'
}

/** How a style aligns a cell: figures aligned in a column are more than a matter of looks. */
function alignIn({ style = '' }: Readonly<Attributes>): string | undefined {
  return /(?:^|;)\s{0,20}text-align\s{0,20}:\s{0,20}(left|center|right|justify)\b/i
    .exec(style)?.[1]
    ?.toLowerCase()
}

interface LazyAddresses {
  readonly src?: string
  readonly srcset?: string
}

/**
 * Whether an attribute is only a placeholder for a picture that is loaded later. What it names is not missed; and since
 * browsers prefer `srcset`, the placeholder's own must not override the picture.
 */
function isPlaceholder(key: string, { src, srcset }: LazyAddresses): key is keyof LazyAddresses {
  return (key === 'src' && src !== undefined) || (key === 'srcset' && (src ?? srcset) !== undefined)
}

/** A picture that is at most two pixels wide or high counts visits and shows nothing. */
function isTiny({ width, height }: Attributes): boolean {
  return /^[0-2]$/.test(width ?? '') || /^[0-2]$/.test(height ?? '')
}

/** An address without scheme and host whose last part has a suffix, but not that of a page. */
function isFileReference(address: string): boolean {
  if (address.length > 1_024 || /^(?:[a-z][a-z\d+.-]*:|[\\/]{2})/i.test(address)) return false
  const [path = ''] = address.split(/[?#]/, 1)
  const [, suffix] = /\.([a-z\d]{2,5})$/i.exec(path) ?? []
  return suffix !== undefined && !/^(?:x?html?|php\d?|aspx?|jspx?|cgi)$/i.test(suffix)
}
