import { toFeedText } from './xml-text.js'
import type { ItemExtension } from './zoned-item.js'

/** Extensions are cut off below this depth, since feed readers may walk them recursively. */
const depthMax = 16

/**
 * The members that extensions add to a feed or an item.
 *
 * @see JSON Feed 1.1, "Extensions": a name begins with `_` and a letter, and contains no period. Others are
 * left out, so that none can replace a member that the standard defines
 */
export function extensionMembers(extensions: readonly ItemExtension[]): object {
  const named = extensions.filter(({ name }) => /^_[a-z][^.]*$/i.test(name))
  return toJsonValue(Object.fromEntries(named.map(({ name, objects }) => [name, objects]))) as object
}

/**
 * Any value → what JSON can express of it, without nulls, lone surrogates, cycles, NaN and infinities.
 *
 * @param above - the objects that enclose this value
 */
function toJsonValue(value: unknown, above: readonly object[] = []): unknown {
  if (typeof value === 'string') return toFeedText(value)
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'object' || value === null) return undefined
  if (above.length > depthMax || above.includes(value)) return undefined
  const inside = [...above, value]
  if (Array.isArray(value))
    return value.map((one) => toJsonValue(one, inside)).filter((one) => one !== undefined)
  const members = Object.entries(value).map(([name, member]) => [
    toFeedText(name),
    toJsonValue(member, inside),
  ])
  return Object.fromEntries(members.filter(([, member]) => member !== undefined))
}
