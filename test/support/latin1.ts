import fc from 'fast-check'

/**
 * Any text that a header value can be: Node reads its bytes as Latin-1. (fast-check's own `binary` unit covers all
 * of Unicode, and takes a second to set up.)
 */
export const latin1 = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)),
})
