import { toFact, toUri } from './plain-facts.js'
import type { ZonedEnclosure } from './zoned-item.js'

/** A media file, complete as RSS asks: address, bytes and media type. */
export interface EnclosureFacts {
  readonly url: string
  readonly type: string
  readonly length: number
  readonly title: string | undefined
  /** Seconds. */
  readonly duration: number | undefined
}

/**
 * Settles a media file.
 *
 * @returns undefined where the address is unusable. A length that is not known is 0, as the RSS profile asks;
 * a type that is not known is `application/octet-stream`, which claims nothing
 */
export function enclosureOf(media: string | ZonedEnclosure | undefined): EnclosureFacts | undefined {
  const { url, type, length, title, duration } = typeof media === 'object' ? media : { url: media }
  const address = toUri(url)
  if (address === undefined) return undefined
  return {
    url: address,
    type: toMediaType(type) ?? 'application/octet-stream',
    length: length !== undefined && Number.isSafeInteger(length) && length >= 0 ? length : 0,
    title: toFact(title),
    duration: duration !== undefined && Number.isFinite(duration) && duration > 0 ? duration : undefined,
  }
}

/** Address of a picture. */
export function pictureOf(image: string | ZonedEnclosure | undefined): string | undefined {
  return toUri(typeof image === 'object' ? image.url : image)
}

/** RFC 6838 §4.2, and parameters without more of an opinion. */
function toMediaType(text: string | undefined): string | undefined {
  const type = toFact(text)
  return type !== undefined && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:;[\x20-\x7e]*)?$/.test(type)
    ? type
    : undefined
}
