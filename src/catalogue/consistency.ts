import type { PackedBody } from '../content/packed-body.js'
import { scopesOf } from '../model/scope.js'
import { segmentOf } from '../model/segment.js'
import type { Database } from './database.js'
import { numberOf } from './file-states.js'
import { FileTable } from './file-table.js'
import { headOf, type PostRow, rowSql, type ScopeRow, standing, sumOf } from './rows.js'
import { nameOf, segmentIn, siteId } from './scope-table.js'
import { StateRow } from './state.js'

/**
 * Whether the tables of a catalogue agree. What follows from other data is written in the same transaction, so a
 * disagreement means that bytes changed on the disk. SQLite itself sees only damage to its own structures.
 *
 * The texts of Problems are not checked: they are mended when the files are read again.
 */
export function isConsistent(db: Database): boolean {
  const { moment, search } = new StateRow(db).read()
  return (
    disagreements.every((sql) => db.prepare(sql).get() === undefined) &&
    moments.every((sql) => db.prepare(sql).get(moment) === undefined) &&
    indexing.every((sql) => db.prepare(sql).get(search === 'off' ? 0 : 1) === undefined) &&
    segmentsAgree(db) &&
    problemsAgree(db) &&
    postsAgree(db)
  )
}

/** Each finds a row if something is wrong. */
const disagreements = [
  'SELECT 1 FROM scope WHERE posts <> (SELECT count(*) FROM membership WHERE scope = scope.id)',
  `SELECT 1 FROM scope
   WHERE newest IS NOT (SELECT -age FROM membership WHERE scope = scope.id ORDER BY age LIMIT 1)`,
  // Every milestone counts the posts up to the next one.
  `SELECT 1 FROM (
     SELECT scope, age, guid, posts, lead(age, 1, 9223372036854775807) OVER runs AS to_age,
       lead(guid, 1, '') OVER runs AS to_guid
     FROM milestone WINDOW runs AS (PARTITION BY scope ORDER BY age, guid)) AS run
   WHERE posts <> (SELECT count(*) FROM membership WHERE scope = run.scope
     AND (age, guid) >= (run.age, run.guid) AND (age, guid) < (run.to_age, run.to_guid))`,
  `SELECT 1 FROM scope WHERE posts <> (SELECT coalesce(sum(posts), scope.posts) FROM milestone WHERE scope = scope.id)`,
  // Retired posts come after all that are carried.
  `SELECT 1 FROM scope WHERE (SELECT age FROM membership WHERE scope = scope.id ORDER BY age DESC LIMIT 1)
     > (SELECT age FROM retired WHERE scope = scope.id ORDER BY age LIMIT 1)`,
  'SELECT 1 FROM scope WHERE published = 0 AND (posts > 0 OR settings IS NULL)',
  'SELECT 1 FROM scope WHERE settings IS NOT NULL AND NOT json_valid(settings)',
  'SELECT 1 FROM former WHERE NOT json_valid(names)',
  // Numbers too large for JavaScript to read back.
  'SELECT 1 FROM sqlite_sequence WHERE seq > 9007199254740990',
  `SELECT 1 FROM tally WHERE n <> CASE name
     WHEN 'withheld' THEN (SELECT count(*) FROM post WHERE standing = 0)
     WHEN 'published' THEN (SELECT count(*) FROM post WHERE standing = 1 AND kept = 1)
     WHEN 'retired' THEN (SELECT count(*) FROM post WHERE standing = 1 AND kept = 0)
     WHEN 'duplicate' THEN (SELECT count(*) FROM post WHERE standing = 2)
     WHEN 'unindexed' THEN (SELECT count(*) FROM unindexed)
     ELSE (SELECT count(*) FROM problem WHERE severity = name) END`,
  'SELECT 1 WHERE (SELECT count(*) FROM file WHERE post IS NOT NULL) <> (SELECT count(*) FROM post)',
  'SELECT 1 WHERE (SELECT count(*) FROM body) <> (SELECT count(*) FROM post)',
  `SELECT 1 WHERE (SELECT count(*) FROM file WHERE state = ${numberOf('asset')}) <> (SELECT count(*) FROM asset)`,
  `SELECT 1 FROM asset LEFT JOIN file
     ON asset.path = iif(file.folder = '', file.name, file.folder || '/' || file.name)
   WHERE file.name IS NULL`,
]

/** If there is an index of words, every post in feeds is either in it or waiting for it, and nothing else is. */
const indexing = [
  `SELECT 1 FROM membership WHERE scope = 1
     AND (EXISTS (SELECT 1 FROM unindexed WHERE age = membership.age AND post = membership.post))
       + (EXISTS (SELECT 1 FROM words_docsize WHERE id = (-age / 86400000) * 2147483648 + post)) <> ?`,
  `SELECT 1 FROM scope WHERE id = 1
     AND posts * ? <> (SELECT count(*) FROM unindexed) + (SELECT count(*) FROM words_docsize)`,
]

/** No moment is later than the last that was assigned. */
const moments = [
  'SELECT 1 FROM scope WHERE touched > ?',
  'SELECT 1 FROM post WHERE touched > ?',
  'SELECT 1 FROM asset WHERE touched > ?',
]

function segmentsAgree(db: Database): boolean {
  const rows: Iterable<ScopeRow & { segment: string }> = db
    .prepare("SELECT * FROM scope WHERE kind <> 'site'")
    .iterate()
  for (const { name, segment } of rows) if (segmentOf(name) !== segment) return false
  return true
}

/** Problems belong to known files: those of any other would never be removed. */
function problemsAgree(db: Database): boolean {
  const files = new FileTable(db)
  const owners: Iterable<{ owner: string }> = db
    .prepare("SELECT DISTINCT owner FROM problem WHERE origin = 'read'")
    .iterate()
  for (const { owner } of owners) if (files.find(owner) === undefined) return false
  return true
}

/**
 * Every post has its file and its body; every one in feeds is carried or retired by each of its scopes, and no other.
 */
function postsAgree(db: Database): boolean {
  const files = new FileTable(db)
  const scopes = db.prepare('SELECT id FROM scope WHERE kind = ? AND segment = ?')
  const member = db.prepare('SELECT post FROM membership WHERE scope = ? AND age = ? AND guid = ?')
  const retired = db.prepare('SELECT post FROM retired WHERE scope = ? AND age = ? AND guid = ?')
  const body = db.prepare(rowSql.body)
  const rows: Iterable<PostRow> = db.prepare('SELECT * FROM post').iterate()
  let memberships = 0
  for (const row of rows) {
    if (files.find(row.path)?.post !== row.id) return false
    const packed: PackedBody | undefined = body.get(row.id)
    if (packed === undefined || sumOf(row.path, row, packed) !== row.sum) return false
    const shelves = [...shelvesOf(row)]
    let carriers = 0
    for (const scope of shelves) {
      const key = scope.kind === 'site' ? { id: siteId } : scopes.get(scope.kind, segmentIn(scope))
      if (key === undefined) return false
      const carried = member.get(key.id, row.age, row.guid)
      if ((carried ?? retired.get(key.id, row.age, row.guid))?.post !== row.id) return false
      if (carried !== undefined) carriers += 1
      memberships += 1
    }
    if (shelves.length > 0 && row.kept !== Math.min(carriers, 1)) return false
  }
  const placed = 'SELECT (SELECT count(*) FROM membership) + (SELECT count(*) FROM retired) AS n'
  return memberships === db.prepare(placed).get().n
}

function shelvesOf(row: PostRow) {
  if (row.standing !== standing.published || row.in_feeds === 0) return []
  const shelves = scopesOf(headOf(row)).map((scope) => [`${scope.kind} ${nameOf(scope)}`, scope] as const)
  return new Map(shelves).values()
}
