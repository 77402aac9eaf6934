import type { ReadOptions } from '../content/read-result.js'
import type { Moment } from './catalogue.js'

/** Readers have met the new guids of a feed that they poll once a day. */
const settlingMs = 86_400_000

/** How the guids of posts are made whose authors gave none. Another rule shows readers every post again. */
export type GuidRule = Pick<ReadOptions, 'guidBase' | 'guids'>

/** The rule by which readers know what was published before another one came. */
export interface FormerGuidRule extends GuidRule {
  /** What is published from then on says that the new rule is meant. */
  readonly until: Moment
}

/** What a catalogue keeps of the rules by which its guids were made; part of its state. */
export interface GuidMemory {
  readonly guidBase: string
  /** Absent in catalogues of earlier versions: it then counts as the same. */
  readonly guids?: GuidRule['guids']
  readonly formerGuids?: FormerGuidRule | null
  readonly lastCommit: Moment
}

/**
 * The rule by which readers may still know posts, where it is not the one in force: until something was published
 * a day after the change. That is long enough to be told of it at more than one start, and to put it back.
 */
export function formerRule({ formerGuids, lastCommit }: GuidMemory): GuidRule | undefined {
  if (!formerGuids || lastCommit >= formerGuids.until) return undefined
  const { guidBase, guids } = formerGuids
  return { guidBase, guids }
}

/** What is to be remembered of the rules before, once a new one holds. Those between that few have met do not count. */
export function rememberRule(before: GuidMemory, rule: GuidRule, moment: Moment): FormerGuidRule | null {
  const last = lastRule(before, rule)
  const known = formerRule(before) ?? last
  if (isSameRule(known, rule)) return null
  return isSameRule(last, rule) ? (before.formerGuids ?? null) : { ...known, until: moment + settlingMs }
}

/** Whether guids were last made by this rule. */
export function isRuleOf(memory: GuidMemory, rule: GuidRule): boolean {
  return isSameRule(lastRule(memory, rule), rule)
}

function lastRule({ guidBase, guids }: GuidMemory, rule: GuidRule): GuidRule {
  return { guidBase, guids: guids ?? rule.guids }
}

function isSameRule(a: GuidRule, b: GuidRule): boolean {
  return a.guidBase === b.guidBase && a.guids === b.guids
}
