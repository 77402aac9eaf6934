import type { Announcement } from './catalogue.js'
import type { Database, Statement } from './database.js'
import { segmentIn } from './scope-table.js'

/** What the writer keeps of what a hub was told: of each scope, up to which moment. To be called in a transaction. */
export class AnnouncementTable {
  readonly #keep: Statement
  readonly #passOver: Statement

  constructor(db: Database) {
    this.#keep = db.prepare('UPDATE scope SET announced = max(announced, ?) WHERE kind = ? AND segment = ?')
    this.#passOver = db.prepare('UPDATE scope SET announced = touched WHERE touched > announced')
  }

  keep(announcements: readonly Announcement[]): void {
    for (const { scope, until } of announcements) {
      this.#keep.run(until, scope.kind, segmentIn(scope))
    }
  }

  /** Of all that is known now, nobody is told: nobody can have subscribed to it there yet. */
  passOver(): void {
    this.#passOver.run()
  }
}
