import { DatabaseSync } from '@photostructure/sqlite'
import { normalise } from '../model/normalise.js'
import { type Group, groupKinds } from '../model/scope.js'
import { segmentOf } from '../model/segment.js'
import type { Database, Statement } from './database.js'
import { type State, StateRow } from './state.js'

/**
 * Carries over from a damaged file the scopes ever published, as far as they can be read, and the state, if its
 * checksum is right. A row counts if it is consistent: its segment follows from its name. Revisions are left behind,
 * since a wrong date could cause a false 304.
 *
 * @param file - is closed again before anything is written: a read error would also end the transaction
 * @throws if none of it can be read
 */
export function salvage(db: Database, file: string): Partial<State> {
  const { groups, state } = readDamaged(file)
  const add = db.prepare(`
    INSERT OR IGNORE INTO scope (kind, name, segment, title, touched, published) VALUES (?, ?, ?, ?, 0, 1)`)
  for (const { kind, name } of groups) add.run(kind, name, segmentOf(name), name)
  return state
}

function readDamaged(file: string): { groups: Group[]; state: Partial<State> } {
  const db: Database = new DatabaseSync(file, { readOnly: true })
  try {
    const groups: Group[] = []
    for (const row of readableRows(db)) {
      const group = toGroup(row)
      if (group !== undefined) groups.push(group)
    }
    return { groups, state: readState(db) }
  } finally {
    db.close()
  }
}

/** A row as found in a damaged file: nothing about it is certain. */
interface FoundScope {
  readonly id: number
  readonly kind: unknown
  readonly name: unknown
  readonly segment: unknown
}

/** Read from both ends of the table, from each up to the first page that cannot be read. */
function* readableRows(db: Database): Generator<FoundScope> {
  const columns = 'SELECT id, kind, name, segment FROM scope WHERE published = 1'
  let last = 0
  for (const row of rowsOf(db.prepare(`${columns} AND id > ? ORDER BY id LIMIT 1`), last)) {
    last = row.id
    yield row
  }
  const downwards = db.prepare(`${columns} AND id < ? ORDER BY id DESC LIMIT 1`)
  for (const row of rowsOf(downwards, Number.MAX_SAFE_INTEGER)) {
    if (row.id <= last) return
    yield row
  }
}

/** One by one, so that an unreadable page costs no row before it, and no damage leads in a circle. */
function* rowsOf(next: Statement, from: number): Generator<FoundScope> {
  let id = from
  for (;;) {
    let row: FoundScope | undefined
    try {
      row = next.get(id)
    } catch {
      return
    }
    if (row === undefined) return
    id = row.id
    yield row
  }
}

function toGroup({ kind, name, segment }: FoundScope): Group | undefined {
  const known = groupKinds.find((each) => each === kind)
  if (known === undefined || typeof name !== 'string' || name !== normalise(name, 'NFC')) return undefined
  return segmentOf(name) === segment ? { kind: known, name } : undefined
}

function readState(db: Database): Partial<State> {
  try {
    return new StateRow(db).read()
  } catch {
    return {}
  }
}
