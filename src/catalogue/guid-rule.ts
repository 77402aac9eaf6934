import type { ReadOptions } from '../content/read-result.js'
import type { Moment } from './catalogue.js'

/** Time in which readers that poll a feed once a day meet its new guids, in milliseconds. */
const settlingMs = 86_400_000

/** How guids are made for posts whose authors gave none. Under another rule, readers show every post again. */
export type GuidRule = Pick<ReadOptions, 'guidBase' | 'guids'>

/** A former rule, by whose guids readers may still know posts. */
export interface FormerGuidRule extends GuidRule {
  /** Anything published from then on confirms that the new rule is meant. */
  readonly until: Moment
}

/** What a catalogue remembers of the rules that its guids were made by; part of its state. */
export interface GuidMemory extends GuidRule {
  readonly formerGuids: FormerGuidRule | null
  readonly lastCommit: Moment
}

/**
 * The rule by whose guids readers may still know posts, if it is not the one in force. It is forgotten once something
 * is published a day or more after the change: time enough to be warned at more than one start, and to change it back.
 */
export function formerRule({ formerGuids, lastCommit }: GuidMemory): GuidRule | undefined {
  if (formerGuids === null || lastCommit >= formerGuids.until) return undefined
  const { guidBase, guids } = formerGuids
  return { guidBase, guids }
}

/**
 * What to remember of former rules once a new one is in force. One that was soon replaced, so that few readers met it,
 * does not count.
 */
export function rememberRule(before: GuidMemory, rule: GuidRule, moment: Moment): FormerGuidRule | null {
  const { guidBase, guids } = formerRule(before) ?? before
  if (isSameRule({ guidBase, guids }, rule)) return null
  return isSameRule(before, rule) ? before.formerGuids : { guidBase, guids, until: moment + settlingMs }
}

/** Whether two rules make the same guids. */
export function isSameRule(a: GuidRule, b: GuidRule): boolean {
  return a.guidBase === b.guidBase && a.guids === b.guids
}
