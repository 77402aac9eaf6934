/**
 * Thrown for a body with more markup than a post may have. The limit counts steps, never time, so that the same body
 * gives the same bytes on every machine.
 */
export class TooComplex extends Error {
  override readonly name = 'TooComplex'
}
