import { toLine } from '../model/plain-text.js'
import { quote } from '../model/quote.js'
import { didYouMean } from './did-you-mean.js'
import { Refusal } from './setting.js'

/** Makes a setting optional: an empty text gives undefined. */
export function optional<Value>(parse: (text: string) => Value | Refusal) {
  return (text: string): Value | Refusal | undefined => (text === '' ? undefined : parse(text))
}

/** One line of plain text with something visible in it. */
export function line(text: string): string | Refusal {
  return toLine(text) || new Refusal(`${quote(text)} has no visible characters`, 'Write some words.')
}

/** The path of a folder. It need not exist. */
export function folder(text: string): string | Refusal {
  if (!text.includes('\0')) return text
  return new Refusal(`${quote(text)} is not the name of a folder`, 'Remove the NUL character.')
}

/** A whole number within bounds, both included. */
export function integer({ min, max }: { min: number; max: number }) {
  return (text: string): number | Refusal => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (number >= min && number <= max) return number
    return new Refusal(
      `${quote(text)} is not a whole number from ${min} to ${max}`,
      `Write a number from ${min} to ${max}, in digits only.`,
    )
  }
}

const bytesPerUnit = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 } as const

/**
 * A number of bytes: `5000000`, `5 MB`, `1.5MiB`. KB, MB and GB are powers of 1,000; KiB, MiB and GiB of 1,024.
 *
 * @param min - in bytes, as is `max`; both are included
 */
export function bytes({ min, max }: { min: number; max: number }) {
  return (text: string): number | Refusal => {
    const match = /^(\d{1,15}(?:\.\d{1,3})?) ?(b|[kmg]i?b)?$/i.exec(text)
    const unit = (match?.[2] ?? 'b').toLowerCase() as keyof typeof bytesPerUnit
    const number = Math.floor(Number(match?.[1]) * bytesPerUnit[unit])
    if (number >= min && number <= max) return number
    return new Refusal(
      `${quote(text)} is not a size from ${min / 1e3} KB to ${max / 1e6} MB`,
      'Write a number and its unit, such as 5 MB.',
    )
  }
}

/** One of a few words, in any case. */
export function choice<const Word extends string>(...words: Word[]) {
  return (text: string): Word | Refusal => {
    const found = words.find((word) => word === text.toLowerCase())
    if (found !== undefined) return found
    const near = didYouMean(text, words)
    return new Refusal(
      `${quote(text)} is none of ${words.join(', ')}`,
      near === undefined
        ? `Write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`
        : `Did you mean ${near}?`,
    )
  }
}

/** A boolean, in any of the usual words: true, yes, on, 1. */
export function flag(text: string): boolean | Refusal {
  if (/^(?:true|yes|on|1)$/i.test(text)) return true
  if (/^(?:false|no|off|0)$/i.test(text)) return false
  return new Refusal(`${quote(text)} is neither true nor false`, 'Write true or false.')
}

/**
 * A bearer token, in the characters that `Authorization: Bearer` can carry (RFC 6750 §2.1). It is never quoted in a
 * message: messages go to the log.
 */
export function secret(text: string): string | Refusal {
  if (/^[\w.~+/-]{16,200}=*$/.test(text)) return text
  return new Refusal(
    'the token is too short, too long, or has a character that no header can carry',
    'Write 16 to 200 letters and digits, such as openssl rand -hex 32 prints.',
  )
}

/** A language tag (BCP 47), returned in its canonical form: `zh-cn` becomes `zh-CN`. */
export function language(text: string): string | Refusal {
  const canonical = canonicalLanguage(text)
  if (canonical !== undefined) return canonical
  const withHyphens = canonicalLanguage(text.replace(/\..*$/s, '').replaceAll('_', '-'))
  return new Refusal(
    `${quote(text)} is not a language tag`,
    withHyphens === undefined ? 'Write a tag such as zh-CN or en.' : `Write ${withHyphens}.`,
  )
}

function canonicalLanguage(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch {
    return undefined
  }
}

/** Three-letter zones that are unambiguous. Others are refused: the engine takes `CST` for Chicago's. */
const shortZones = new Set('UTC GMT UCT PRC ROC ROK CET EET MET WET'.split(' '))

/** The name of an IANA time zone. */
export function timeZone(text: string): string | Refusal {
  const isName = /^[a-z]/i.test(text) && (text.length > 3 || shortZones.has(text.toUpperCase()))
  if (isName && isKnownZone(text)) return text
  const near = nearZone(text)
  return new Refusal(
    `${quote(text)} is not the name of a time zone`,
    near === undefined ? 'Write a name such as Asia/Shanghai or Europe/Berlin.' : `Did you mean ${near}?`,
  )
}

function isKnownZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== undefined
  } catch {
    return false
  }
}

/** Guesses the zone that was meant: `Shanghai` is the end of a zone's name, `Asia/Shangai` a typing error. */
function nearZone(text: string): string | undefined {
  if (text.length <= 3) return undefined
  const zones = Intl.supportedValuesOf('timeZone')
  const place = `/${text.toLowerCase().replaceAll(' ', '_')}`
  return zones.find((zone) => zone.toLowerCase().endsWith(place)) ?? didYouMean(text, zones)
}
