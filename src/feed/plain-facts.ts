import { absoluteUrl } from '../model/absolute-url.js'
import { toFeedText } from './xml-text.js'
import type { Person } from './zoned-item.js'

/** Any text → legal text, or nothing where nothing is left of it. */
export function toFact(text: string | undefined): string | undefined {
  return text === undefined ? undefined : toFeedText(text) || undefined
}

/**
 * Any text → an absolute URI in ASCII (RFC 3986) of a kind that may be followed, or nothing.
 *
 * @param base - absolute; without one, relative addresses are refused
 */
export function toUri(text: string | undefined, base = 'about:blank'): string | undefined {
  return text === undefined ? undefined : absoluteUrl(text, base)
}

/** BCP 47 as far as its form goes: RFC 3066 §2.1, which RFC 4287 §2 asks of `xml:lang`. */
export function toLanguage(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i.test(text) ? text : undefined
}

/** Who wrote something, as far as it can be said. */
export interface PersonFacts {
  /** Never empty: where no name is given, the mail or the page says who it is. */
  readonly name: string
  readonly email: string | undefined
  readonly uri: string | undefined
  readonly avatar: string | undefined
}

/** People of whom something is known, in their order. */
export function peopleOf(people: readonly Person[] = []): PersonFacts[] {
  return people.map(personOf).filter((person) => person !== undefined)
}

function personOf(person: Person): PersonFacts | undefined {
  const address = toFact(person.email)
  const email = address !== undefined && mailAddress.test(address) ? address : undefined
  const uri = toUri(person.link)
  const name = toFact(person.name) ?? email ?? uri
  return name === undefined ? undefined : { name, email, uri, avatar: toUri(person.avatar) }
}

/** Narrow on purpose: RSS puts a name in brackets behind it, and RFC 4287 §3.2.3 asks for an address alone. */
const mailAddress = /^[^\s@()<>[\],;:"\\]+@[^\s@()<>[\],;:"\\]+$/
