/** A range of a file: its first and last byte, counted from 0, inclusive (RFC 9110 §14.1.2). */
export interface ByteRange {
  readonly first: number
  readonly last: number
}
