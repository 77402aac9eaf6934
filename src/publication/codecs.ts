import { promisify } from 'node:util'
import { brotliCompress, constants, gunzip, gunzipSync, gzip } from 'node:zlib'
import type { Coding } from './resource.js'
import { Turns } from './turns.js'

const gzipAsync = promisify(gzip)
const gunzipAsync = promisify(gunzip)
const brotliAsync = promisify(brotliCompress)

/**
 * So many at once: Node has four threads for them, and each that waited for one would hold its tables already, some
 * hundred KB for gzip and some MB for brotli, while five hundred readers ask for a new version of as many feeds.
 */
const turns = new Turns(4)

/**
 * A feed of 51 KB: gzip 17.0 KB in 0.7 ms; brotli of quality 5 15.4 KB in 0.8, of 7 15.0 KB in 1.0, of 9 the same in
 * 12, of 11 14.0 KB in 40. Whoever asks first for a coding waits for it, so it must not take longer than this.
 */
const brotliQuality = 7
const gzipLevel = 7
/** Windows of brotli, as powers of two (RFC 7932 §9.1). */
const [windowMin, windowMax] = [16, 22]

/** Compresses bytes by Node's threads, off the event loop, when it is their turn. */
export function encode(bytes: Uint8Array, coding: Exclude<Coding, 'identity'>): Promise<Uint8Array> {
  return turns.take(() =>
    coding === 'br' ? brotliAsync(bytes, brotliOptions(bytes)) : gzipAsync(bytes, { level: gzipLevel }),
  )
}

/** As large as can be unpacked in a tenth of a millisecond: to hand it to a thread would take longer. */
const unpackedNowMax = 100_000

/**
 * Unpacks what was compressed by `encode` in gzip.
 *
 * @param size - what it comes to, in bytes
 */
export function decodeGzip(bytes: Uint8Array, size: number): Uint8Array | Promise<Uint8Array> {
  // A byte more than is needed: zlib would ask for another piece to find that nothing is left.
  const options = { chunkSize: Math.max(size + 1, constants.Z_MIN_CHUNK) }
  return size <= unpackedNowMax ? gunzipSync(bytes, options) : turns.take(() => gunzipAsync(bytes, options))
}

/** No window is larger than what it is for: its tables grow with it. */
function brotliOptions({ byteLength }: Uint8Array) {
  const window = Math.min(Math.max(Math.ceil(Math.log2(byteLength + 16)), windowMin), windowMax)
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
      [constants.BROTLI_PARAM_LGWIN]: window,
      [constants.BROTLI_PARAM_SIZE_HINT]: byteLength,
    },
  }
}
