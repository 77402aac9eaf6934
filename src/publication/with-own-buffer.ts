/** Most unused bytes that a buffer may hold besides the wanted ones. */
const slackMax = 64

/**
 * The bytes in a buffer of their own size, for caching: a view of a larger buffer keeps all of it alive. zlib cuts its
 * output from chunks of 16 KB, and Node cuts small buffers from a pool of 8 KB.
 */
export function withOwnBuffer(bytes: Uint8Array): Buffer {
  const { buffer, byteOffset, byteLength } = bytes
  // A Node Buffer even if the catalogue gave another Uint8Array: Node would wrap that each time it is sent.
  if (buffer.byteLength - byteLength <= slackMax) return Buffer.from(buffer, byteOffset, byteLength)
  const own = Buffer.allocUnsafeSlow(byteLength)
  own.set(bytes)
  return own
}
