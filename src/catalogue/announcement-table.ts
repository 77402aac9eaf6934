import type { Announcement } from './catalogue.js'
import type { Database, Statement } from './database.js'
import { segmentIn } from './scope-table.js'

/** Up to which moment each scope's changes were announced to the hub. Must be called in a transaction. */
export class AnnouncementTable {
  readonly #keep: Statement
  readonly #markAllAnnounced: Statement

  constructor(db: Database) {
    this.#keep = db.prepare('UPDATE scope SET announced = max(announced, ?) WHERE kind = ? AND segment = ?')
    this.#markAllAnnounced = db.prepare('UPDATE scope SET announced = touched WHERE touched > announced')
  }

  keep(announcements: readonly Announcement[]): void {
    for (const { scope, until } of announcements) {
      this.#keep.run(until, scope.kind, segmentIn(scope))
    }
  }

  /** Counts all changes so far as announced: nobody can have subscribed to them at the hub yet. */
  markAllAnnounced(): void {
    this.#markAllAnnounced.run()
  }
}
