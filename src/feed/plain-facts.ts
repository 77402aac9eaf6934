import { absoluteUrl } from '../model/absolute-url.js'
import { toFeedText } from './xml-text.js'
import type { Person } from './zoned-item.js'

/** Any text → text legal in every format, see `toFeedText`; undefined if nothing is left. */
export function cleanText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : toFeedText(text) || undefined
}

/**
 * Any text → an absolute URI in ASCII (RFC 3986) with a scheme that is safe to follow, or undefined.
 *
 * @param base - absolute; without one, relative addresses are refused
 */
export function toUri(text: string | undefined, base = 'about:blank'): string | undefined {
  return text === undefined ? undefined : absoluteUrl(text, base)
}

/** A language tag, checked by its syntax alone: RFC 3066 §2.1, which RFC 4287 §2 requires of `xml:lang`. */
export function toLanguage(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i.test(text) ? text : undefined
}

/** An author or contributor, as far as known. */
export interface PersonFacts {
  /** Never empty: the mail address, else the page's address, serves where no name is given. */
  readonly name: string
  readonly email: string | undefined
  readonly uri: string | undefined
  readonly avatar: string | undefined
}

/** Normalises people, in the order given. Those without a name, a mail address or a page are left out. */
export function peopleOf(people: readonly Person[] = []): PersonFacts[] {
  return people.map(personOf).filter((person) => person !== undefined)
}

function personOf(person: Person): PersonFacts | undefined {
  const address = cleanText(person.email)
  const email = address !== undefined && mailAddress.test(address) ? address : undefined
  const uri = toUri(person.link)
  const name = cleanText(person.name) ?? email ?? uri
  return name === undefined ? undefined : { name, email, uri, avatar: toUri(person.avatar) }
}

/** Narrow on purpose: RSS appends a name in parentheses, and RFC 4287 §3.2.3 allows a bare address only. */
const mailAddress = /^[^\s@()<>[\],;:"\\]+@[^\s@()<>[\],;:"\\]+$/
