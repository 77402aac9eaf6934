import { cleanText, toUri } from './plain-facts.js'
import type { ZonedEnclosure } from './zoned-item.js'

/** A media file with all that RSS requires: address, length in bytes, media type. */
export interface EnclosureFacts {
  readonly url: string
  readonly type: string
  /** 0 if it is unknown. */
  readonly length: number
  readonly title: string | undefined
  /** Seconds. */
  readonly duration: number | undefined
}

/**
 * Normalises a media file.
 *
 * @returns undefined if the address is unusable. An unknown length is 0, as the RSS profile asks; an unknown
 * type is `application/octet-stream`, which claims nothing
 */
export function enclosureOf(media: string | ZonedEnclosure | undefined): EnclosureFacts | undefined {
  const { url, type, length, title, duration } = typeof media === 'object' ? media : { url: media }
  const address = toUri(url)
  if (address === undefined) return undefined
  return {
    url: address,
    type: toMediaType(type) ?? 'application/octet-stream',
    length: length !== undefined && Number.isSafeInteger(length) && length >= 0 ? length : 0,
    title: cleanText(title),
    duration: duration !== undefined && Number.isFinite(duration) && duration > 0 ? duration : undefined,
  }
}

/** Absolute address of a picture; undefined if it is unusable. */
export function pictureOf(image: string | ZonedEnclosure | undefined): string | undefined {
  return toUri(typeof image === 'object' ? image.url : image)
}

/** RFC 6838 §4.2. Parameters need only be printable ASCII. */
function toMediaType(text: string | undefined): string | undefined {
  const type = cleanText(text)
  return type !== undefined && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:;[\x20-\x7e]*)?$/.test(type)
    ? type
    : undefined
}
