/** A part of a file: its first and its last byte, counted from 0, both included (RFC 9110 §14.1.2). */
export interface ByteRange {
  readonly first: number
  readonly last: number
}
