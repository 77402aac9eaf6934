/** Bytes that a piece of memory may have behind those that are wanted of it. */
const slackMax = 64

/**
 * Bytes in memory of their own, to be kept: a part of a larger piece keeps all of that. What zlib gives is cut from pieces of
 * 16 KB, and small buffers from such of 8.
 */
export function exactly(bytes: Uint8Array): Buffer {
  const { buffer, byteOffset, byteLength } = bytes
  // A buffer of Node also where the catalogue gave other bytes: Node makes one of them whenever they are sent.
  if (buffer.byteLength - byteLength <= slackMax) return Buffer.from(buffer, byteOffset, byteLength)
  const own = Buffer.allocUnsafeSlow(byteLength)
  own.set(bytes)
  return own
}
