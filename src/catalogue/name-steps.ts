import { makeFilter, passesSql } from './combination-filter.js'
import type { CombinedScopes } from './combined-scopes.js'
import type { Database, Statement } from './database.js'
import { comparePlaces, type Place, type Placed } from './rows.js'
import { siteId } from './scope-table.js'

/** The places before and after all posts. */
export const firstPlace: Place = { age: Number.MIN_SAFE_INTEGER, guid: '' }
const lastPlace: Place = { age: Number.MAX_SAFE_INTEGER, guid: '' }

/** Posts that one step scans if each is looked up in one other scope: some 4 ms. */
const stepRows = 10_000
/** This many further lookups per post cost as much again. */
const scopesPerRow = 6

/** How the posts of one scope are scanned: the end of the step, and the posts up to there that pass. */
export const nameSql = {
  end: `SELECT age, guid FROM membership WHERE scope = ? AND (age, guid) > (?, ?) ORDER BY age, guid LIMIT 1 OFFSET ?`,
  passing: `
    SELECT m.age, m.guid, m.post FROM membership AS m
    WHERE m.scope = :scope AND (m.age, m.guid) > (:age, :guid) AND (m.age, m.guid) <= (:endAge, :endGuid)
    AND ${passesSql}
    ORDER BY m.age, m.guid LIMIT :limit`,
}

/** Posts that a step found, and where to go on; no `next` once everything has been scanned. */
export interface Step<P> {
  readonly found: readonly Placed[]
  readonly next?: P
}

/**
 * Scans the posts of a combination by the scopes of its rarest kind, a step at a time, and looks each up in the others.
 * The cost of a step does not depend on how many posts there are.
 */
export class NameSteps {
  readonly #end: Statement
  readonly #passing: Statement

  constructor(db: Database) {
    this.#end = db.prepare(nameSql.end)
    this.#passing = db.prepare(nameSql.passing)
  }

  /** @param from - all posts found come after it in our order */
  step(scopes: CombinedScopes, { age, guid }: Place, limit: number): Step<Place> {
    const [driver, ...others] = scopes.wanted
    const ids = driver?.ids ?? [siteId]
    const filter = makeFilter(scopes, driver?.kind)
    const looks = others.reduce((sum, { ids }) => sum + ids.length, scopes.unwanted.length)
    const rows = Math.ceil(stepRows / (ids.length * (1 + looks / scopesPerRow)))
    const found: Placed[] = []
    let end = lastPlace
    for (const scope of ids) {
      const last: Place | undefined = this.#end.get(scope, age, guid, rows - 1)
      const { age: endAge, guid: endGuid } = last ?? lastPlace
      const some: Placed[] = this.#passing.all({ ...filter, scope, age, guid, endAge, endGuid, limit })
      found.push(...some)
      const reached = some.length === limit ? some.at(-1) : last
      if (reached !== undefined && comparePlaces(reached, end) < 0) end = reached
    }
    // Posts past the place up to which every scope has been scanned are dropped: the next step finds them again.
    const sorted = found.filter((place) => comparePlaces(place, end) <= 0).sort(comparePlaces)
    const kept = sorted.filter(({ post }, n) => sorted[n - 1]?.post !== post).slice(0, limit)
    const next = kept.length === limit ? kept.at(-1) : end
    return next === undefined || next === lastPlace ? { found: kept } : { found: kept, next }
  }
}
