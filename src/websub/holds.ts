import type { Moment } from '../catalogue/catalogue.js'
import type { FormatName } from '../model/format.js'
import type { Scope } from '../model/scope.js'

/** The formats of a scope that were announced, each with the moment up to which the hub knows it. */
export type AnnouncedFormats = ReadonlyMap<FormatName, Moment>

/** Why and for how long a scope is left alone. */
interface Hold {
  readonly untilMs: number
  /** Consecutive failures. */
  readonly failures: number
  readonly announcedFormats: AnnouncedFormats
}

/** Scopes that are left alone for a while, since they were just announced, or could not be. */
export class Holds {
  readonly #holds = new Map<string, Hold>()

  get size(): number {
    return this.#holds.size
  }

  /** Forgets the holds that have expired, except those of scopes that failed: their failures still count. */
  release(nowMs: number): void {
    for (const [key, { untilMs, failures }] of this.#holds) {
      if (untilMs <= nowMs && failures === 0) this.#holds.delete(key)
    }
  }

  isFree(scope: Scope, nowMs: number): boolean {
    const hold = this.#holds.get(keyOf(scope))
    return hold === undefined || hold.untilMs <= nowMs
  }

  failures(scope: Scope): number {
    return this.#holds.get(keyOf(scope))?.failures ?? 0
  }

  announcedFormats(scope: Scope): AnnouncedFormats | undefined {
    return this.#holds.get(keyOf(scope))?.announcedFormats
  }

  hold(scope: Scope, hold: Hold): void {
    this.#holds.set(keyOf(scope), hold)
  }
}

/** Unique to each scope. */
function keyOf(scope: Scope): string {
  return scope.kind === 'site' ? '' : `${scope.kind} ${scope.name}`
}
