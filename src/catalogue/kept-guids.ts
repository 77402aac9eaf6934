import { compareBytes } from '../model/byte-order.js'
import type { Guid } from '../model/post.js'
import type { GuidRule } from './guid-rule.js'

/** What the guids of most posts begin with, where they are made by a rule. */
export function beginningOfGuids({ guidBase, guids }: GuidRule): string {
  return guids === 'path' ? `${guidBase}/id/` : guidBase
}

/** Before a guid as it is kept: whether it comes before those that begin as most do, is one of them, or comes behind. */
const sides = { before: '0', within: '1', behind: '2' } as const

/**
 * Guids as they are kept. Each stands in the catalogue five times, and most of them begin alike: of those that do, only the
 * rest is kept. They have the same order as the guids, byte by byte, and equal ones are equal.
 */
export class KeptGuids {
  /** @param beginning - what most guids begin with; the same for as long as the catalogue is, whatever rule comes later */
  constructor(private readonly beginning: string) {}

  toKept(guid: Guid): string {
    if (guid.startsWith(this.beginning)) return sides.within + guid.slice(this.beginning.length)
    return (compareBytes(guid, this.beginning) < 0 ? sides.before : sides.behind) + guid
  }

  toGuid(kept: string): Guid {
    return kept.startsWith(sides.within) ? this.beginning + kept.slice(1) : kept.slice(1)
  }
}
