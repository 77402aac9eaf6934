import type { Moment } from '../catalogue/catalogue.js'
import type { FormatName } from '../model/format.js'
import type { Scope } from '../model/scope.js'

/** Formats of a scope of which the hub was told, and up to which moment. */
export type Told = ReadonlyMap<FormatName, Moment>

/** A scope that is left alone for a while. */
interface Hold {
  readonly untilMs: number
  /** How often it failed, in a row. */
  readonly failures: number
  readonly told: Told
}

/** Scopes that are left alone for a while, since they were just announced or could not be. */
export class Holds {
  readonly #holds = new Map<string, Hold>()

  get size(): number {
    return this.#holds.size
  }

  /** Lets go those whose time has come; of those that failed it is remembered how often. */
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

  told(scope: Scope): Told | undefined {
    return this.#holds.get(keyOf(scope))?.told
  }

  hold(scope: Scope, hold: Hold): void {
    this.#holds.set(keyOf(scope), hold)
  }
}

/** No two scopes have the same. */
function keyOf(scope: Scope): string {
  return scope.kind === 'site' ? '' : `${scope.kind} ${scope.name}`
}
