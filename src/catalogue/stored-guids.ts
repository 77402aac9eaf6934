import { compareBytes } from '../model/byte-order.js'
import type { Guid } from '../model/post.js'
import type { GuidRule } from './guid-rule.js'

/** What most guids begin with, namely those made by this rule. */
export function beginningOfGuids({ guidBase, guids }: GuidRule): string {
  return guids === 'path' ? `${guidBase}/id/` : guidBase
}

/** First character of a stored guid: the guid sorts before those with the common beginning, has it, or sorts after. */
const sides = { before: '0', within: '1', behind: '2' } as const

/**
 * Converts guids to and from the form in which they are stored. Each is stored five times, and most begin alike: of
 * those, only the rest is stored. Stored guids have the order of the guids, byte by byte, and are equal only if the
 * guids are.
 */
export class StoredGuids {
  /** @param beginning - what most guids begin with; fixed for the life of a catalogue, even if the rule changes */
  constructor(private readonly beginning: string) {}

  toStored(guid: Guid): string {
    if (guid.startsWith(this.beginning)) return sides.within + guid.slice(this.beginning.length)
    return (compareBytes(guid, this.beginning) < 0 ? sides.before : sides.behind) + guid
  }

  toGuid(stored: string): Guid {
    return stored.startsWith(sides.within) ? this.beginning + stored.slice(1) : stored.slice(1)
  }
}
