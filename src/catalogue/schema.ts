import type { Database } from './database.js'
import { fileStates } from './file-states.js'
import { runPosts } from './milestones.js'
import type { State } from './state.js'

/**
 * Raised whenever the tables change. A catalogue of another version is rebuilt from the folder; only what the folder
 * cannot give back is carried over (see `carryOver`).
 */
export const schemaVersion = 6

/** "Fdml": tells SQLite's own tools whose file this is. */
export const applicationId = 0x46646d6c

/**
 * Creates the tables in an empty file and sets their version. Must run in a transaction, so that a kill leaves both or
 * neither.
 */
export function createSchema(db: Database): void {
  db.exec(tables)
  db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`)
}

/**
 * Carries over from another version's file what the folder cannot give back: the scopes ever published (a feed once
 * published never answers 404), the documents' revisions, and the state, for its moments and guid rules.
 *
 * So **every version keeps** `scope (kind, name, segment, touched, published)`, `revision (address, hash, modified)`
 * and `state (record)` with `moment`, `guidBase` and `guids` in its JSON.
 *
 * @param from - name under which the other file is attached
 * @returns the other file's state
 * @throws if the other file is damaged, or is not a catalogue
 */
export function carryOver(db: Database, from: string): Partial<State> {
  db.exec(`
    INSERT INTO scope (kind, name, segment, title, touched, published)
      SELECT kind, name, segment, name, touched, 1 FROM ${from}.scope
      WHERE published = 1 AND kind <> 'site' ORDER BY id;
    INSERT INTO revision (address, hash, modified) SELECT address, hash, modified FROM ${from}.revision;
  `)
  const row: { record: string } | undefined = db.prepare(`SELECT record FROM ${from}.state`).get()
  return JSON.parse(row?.record ?? '{}')
}

/**
 * - `file`: the content folder as last read, one row per file. `hash` is null if it is that of the file's post; `state`
 *   is an index into `fileStates`. `reading` numbers the settings that it was read under; a row with an earlier number
 *   counts as unread. Names are in descending order, as are permalinks and guids in their indexes: the first reading
 *   begins with the newest names, so that rows are appended, and pages become full.
 * - `post`: the last good version of a file, published or not. Guids are stored shortened, here and everywhere (see
 *   `StoredGuids`). `standing` is 0 withheld, 1 published, 2 duplicate: another post has its permalink or guid. `age`
 *   is the negated instant, so that ascending (age, guid) is our order, newest first, and row values can be compared in
 *   it. `sum` is a checksum of what its author wrote, including the body: SQLite keeps none.
 * - `scope`: `newest` is the instant of the newest post that it carries, null if there is none: lists depend on that
 *   and not on `posts`, which changes more often. Changes up to the moment `announced` were announced to the hub.
 * - `membership`: which posts a scope carries, in our order. `ShelfTable` keeps what follows from it in step.
 * - `milestone`: places along the `membership` of a scope with many posts, and the number of posts from each up to the
 *   next (see `Milestones`).
 * - `retired`: the posts of a scope that are too old to be carried (see `Retention`); all of them come after all of its
 *   `membership`. A published post that no scope carries for that reason has `kept` 0.
 * - `former`: how posts were published before they moved or were removed, the latest of these; `names` is JSON of the
 *   names of their scopes.
 * - `words`: the terms by which posts are found; the texts themselves are not stored. A post's rowid is day * 2^31 +
 *   id, so that rowids rise with the days. Merging is left to `WordIndex`: done automatically, it would make a commit
 *   take a tenth of a second now and then.
 * - `unindexed`: the posts in feeds that are not in `words` yet; empty if search is off.
 * - `document`: the bytes of documents as last rendered, as far as there is room. `stored` rises.
 * - `tally`: counts maintained by triggers, so that no statement that changes a row can forget them.
 */
const tables = `
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1), record TEXT NOT NULL, sum INTEGER NOT NULL
) STRICT;

CREATE TABLE file (
  folder TEXT NOT NULL, name TEXT NOT NULL,
  size INTEGER NOT NULL, mtime INTEGER NOT NULL, hash TEXT,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND ${fileStates.length - 1}),
  reading INTEGER NOT NULL, post INTEGER, CHECK (hash IS NOT NULL OR post IS NOT NULL),
  PRIMARY KEY (folder, name DESC)
) STRICT, WITHOUT ROWID;

CREATE TABLE post (
  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL,
  guid TEXT NOT NULL, permalink TEXT NOT NULL,
  standing INTEGER NOT NULL CHECK (standing IN (0, 1, 2)),
  draft INTEGER NOT NULL CHECK (draft IN (0, 1)), due INTEGER,
  age INTEGER NOT NULL, in_feeds INTEGER NOT NULL CHECK (in_feeds IN (0, 1)),
  head TEXT NOT NULL, body_bytes INTEGER NOT NULL, sum INTEGER NOT NULL,
  hash BLOB NOT NULL, touched INTEGER NOT NULL,
  kept INTEGER NOT NULL DEFAULT 1 CHECK (kept IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX post_permalink ON post (permalink DESC) WHERE standing = 1;
CREATE UNIQUE INDEX post_guid ON post (guid DESC) WHERE standing = 1;
CREATE INDEX post_waits_permalink ON post (permalink, path) WHERE standing = 2;
CREATE INDEX post_waits_guid ON post (guid, path) WHERE standing = 2;
CREATE INDEX post_waits ON post (path) WHERE standing = 2;
CREATE INDEX post_due ON post (due) WHERE due IS NOT NULL;

CREATE TABLE body (post INTEGER PRIMARY KEY, kind TEXT NOT NULL, source BLOB NOT NULL) STRICT;

CREATE TABLE scope (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, segment TEXT NOT NULL,
  title TEXT NOT NULL, published INTEGER NOT NULL DEFAULT 0, posts INTEGER NOT NULL DEFAULT 0, newest INTEGER,
  touched INTEGER NOT NULL, announced INTEGER NOT NULL DEFAULT 0,
  settings TEXT, place REAL NOT NULL DEFAULT 9e999, gone INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, segment)
) STRICT;
CREATE INDEX scope_by_place ON scope (kind, place, name) WHERE newest IS NOT NULL AND gone = 0;
CREATE INDEX scope_by_newest ON scope (kind, newest DESC, name) WHERE newest IS NOT NULL AND gone = 0;
CREATE INDEX scope_by_title ON scope (kind, title);
CREATE INDEX scope_unannounced ON scope (announced) WHERE touched > announced;
CREATE INDEX scope_with_settings ON scope (id) WHERE settings IS NOT NULL;

CREATE TABLE membership (
  scope INTEGER NOT NULL, age INTEGER NOT NULL, guid TEXT NOT NULL, post INTEGER NOT NULL,
  PRIMARY KEY (scope, age, guid)
) STRICT, WITHOUT ROWID;

CREATE TABLE milestone (
  scope INTEGER NOT NULL, age INTEGER NOT NULL, guid TEXT NOT NULL, posts INTEGER NOT NULL,
  PRIMARY KEY (scope, age, guid)
) STRICT, WITHOUT ROWID;
CREATE INDEX milestone_long ON milestone (scope) WHERE posts > ${runPosts};

CREATE TABLE retired (
  scope INTEGER NOT NULL, age INTEGER NOT NULL, guid TEXT NOT NULL, post INTEGER NOT NULL,
  PRIMARY KEY (scope, age, guid)
) STRICT, WITHOUT ROWID;

CREATE TABLE former (
  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL,
  permalink TEXT NOT NULL, guid TEXT NOT NULL, age INTEGER NOT NULL,
  in_feeds INTEGER NOT NULL CHECK (in_feeds IN (0, 1)), names TEXT NOT NULL
) STRICT;
CREATE INDEX former_by_path ON former (path);

CREATE VIRTUAL TABLE words USING fts5(
  terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
INSERT INTO words (words, rank) VALUES ('automerge', 0), ('crisismerge', 1000);
CREATE TABLE unindexed (
  age INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (age, post)
) STRICT, WITHOUT ROWID;

CREATE TABLE alias (
  path TEXT NOT NULL, permalink TEXT NOT NULL, place INTEGER NOT NULL, scope INTEGER NOT NULL,
  part TEXT NOT NULL, word TEXT NOT NULL, own_kind TEXT, own_segment TEXT,
  PRIMARY KEY (path, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE asset (
  nfc TEXT NOT NULL, path TEXT NOT NULL, media_type TEXT NOT NULL,
  size INTEGER NOT NULL, mtime INTEGER NOT NULL, hash TEXT NOT NULL, touched INTEGER NOT NULL,
  PRIMARY KEY (nfc, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem (
  origin TEXT NOT NULL CHECK (origin IN ('read', 'folder', 'alias', 'asset')),
  owner TEXT NOT NULL CHECK ((owner = '') = (origin IN ('folder', 'alias'))),
  n INTEGER NOT NULL, path TEXT NOT NULL, code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
  line INTEGER NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL,
  PRIMARY KEY (origin, owner, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX problem_in_order ON problem (path, line);

CREATE TABLE revision (
  address TEXT PRIMARY KEY, hash TEXT NOT NULL, modified INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  address TEXT PRIMARY KEY, hash TEXT NOT NULL, modified INTEGER NOT NULL,
  since INTEGER NOT NULL, assets INTEGER, head TEXT NOT NULL,
  bytes INTEGER NOT NULL, body BLOB NOT NULL, sum INTEGER NOT NULL, stored INTEGER NOT NULL
) STRICT;
CREATE INDEX document_by_age ON document (stored, address, bytes);

CREATE TABLE tally (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO tally VALUES ('withheld', 0), ('published', 0), ('retired', 0), ('duplicate', 0),
  ('error', 0), ('warning', 0), ('unindexed', 0);

CREATE TRIGGER post_added AFTER INSERT ON post BEGIN
  UPDATE tally SET n = n + 1
  WHERE name = CASE new.standing WHEN 0 THEN 'withheld' WHEN 2 THEN 'duplicate'
    ELSE iif(new.kept, 'published', 'retired') END;
END;
CREATE TRIGGER post_removed AFTER DELETE ON post BEGIN
  UPDATE tally SET n = n - 1
  WHERE name = CASE old.standing WHEN 0 THEN 'withheld' WHEN 2 THEN 'duplicate'
    ELSE iif(old.kept, 'published', 'retired') END;
END;
CREATE TRIGGER post_moved AFTER UPDATE OF standing, kept ON post
WHEN old.standing <> new.standing OR old.kept <> new.kept BEGIN
  UPDATE tally SET n = n - 1
  WHERE name = CASE old.standing WHEN 0 THEN 'withheld' WHEN 2 THEN 'duplicate'
    ELSE iif(old.kept, 'published', 'retired') END;
  UPDATE tally SET n = n + 1
  WHERE name = CASE new.standing WHEN 0 THEN 'withheld' WHEN 2 THEN 'duplicate'
    ELSE iif(new.kept, 'published', 'retired') END;
END;
CREATE TRIGGER problem_added AFTER INSERT ON problem BEGIN
  UPDATE tally SET n = n + 1 WHERE name = new.severity;
END;
CREATE TRIGGER problem_removed AFTER DELETE ON problem BEGIN
  UPDATE tally SET n = n - 1 WHERE name = old.severity;
END;
CREATE TRIGGER unindexed_added AFTER INSERT ON unindexed BEGIN
  UPDATE tally SET n = n + 1 WHERE name = 'unindexed';
END;
CREATE TRIGGER unindexed_removed AFTER DELETE ON unindexed BEGIN
  UPDATE tally SET n = n - 1 WHERE name = 'unindexed';
END;

INSERT INTO scope (id, kind, name, segment, title, published, touched) VALUES (1, 'site', '', '', '', 1, 0);
`
