import { type FileStamp, noStamp } from '../content/read-result.js'
import { joinPath, splitPath } from '../model/content-path.js'
import type { FileState } from './catalogue.js'
import { bindable, DamageError, type Database, type Statement } from './database.js'
import { fileStates, numberOf } from './file-states.js'
import { toHex } from './rows.js'
import type { FileRecord, KnownFile } from './writer.js'

/** A row of `file`, see the schema. */
export interface FileRow {
  readonly folder: string
  readonly name: string
  readonly size: number
  readonly mtime: number
  /** Null if it is that of the file's post. */
  readonly hash: string | null
  readonly state: FileState
  readonly reading: number
  readonly post: number | null
}

interface KeptRow extends Omit<FileRow, 'state'> {
  readonly state: number
}

/** @throws DamageError if the state is unknown */
export function toFileRow<R extends { readonly state: number }>(
  row: R,
): Omit<R, 'state'> & { state: FileState } {
  const state = fileStates[row.state]
  if (state === undefined) throw new DamageError('a file is in a state that there is not')
  return { ...row, state }
}

/** A file that was read under other settings gets a stamp that matches no file, so that it is read again. */
function toKnownFile(row: KeptRow, reading: number): KnownFile {
  const stamp = row.reading === reading ? { size: row.size, mtimeMs: row.mtime } : noStamp
  return { file: join(row), ...stamp, state: toFileRow(row).state }
}

/** The files of the content folder as last read. */
export class FileTable {
  readonly #find: Statement
  readonly #record: Statement
  readonly #put: Statement
  readonly #setState: Statement
  readonly #remove: Statement
  readonly #inFolder: Statement
  readonly #nextFolder: Statement
  readonly #paths: Statement

  constructor(db: Database) {
    this.#find = db.prepare('SELECT * FROM file WHERE folder = ? AND name = ?')
    this.#record = db.prepare(`
      SELECT file.*, post.hash AS post_hash FROM file LEFT JOIN post ON post.id = file.post
      WHERE file.folder = ? AND file.name = ?`)
    this.#put = db.prepare(`
      INSERT OR REPLACE INTO file (folder, name, size, mtime, hash, state, reading, post)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    this.#setState = db.prepare(
      `UPDATE file SET state = ? WHERE folder = ? AND name = ? AND state <> ${numberOf('broken')}`,
    )
    this.#remove = db.prepare('DELETE FROM file WHERE folder = ? AND name = ?')
    this.#inFolder = db.prepare('SELECT * FROM file WHERE folder = ?')
    this.#paths = db.prepare('SELECT folder, name FROM file')
    this.#nextFolder = db.prepare('SELECT folder FROM file WHERE folder > ? ORDER BY folder LIMIT 1')
  }

  find(path: string): FileRow | undefined {
    const row: KeptRow | undefined = this.#find.get(...split(path))
    return row && toFileRow(row)
  }

  /** @param known - its `post` is the id of the file's last good version */
  put(file: string, stamp: FileStamp, known: Pick<FileRow, 'hash' | 'state' | 'reading' | 'post'>): void {
    const { hash, state, reading, post } = known
    const { size, mtimeMs } = stamp
    this.#put.run(
      ...split(file),
      size,
      Math.trunc(mtimeMs),
      hash === null ? null : bindable(hash),
      numberOf(state),
      reading,
      post,
    )
  }

  /** Records what became of a file's post. A broken file stays broken whatever becomes of its last good version. */
  setState(path: string, state: FileState): void {
    this.#setState.run(numberOf(state), ...split(path))
  }

  remove(path: string): void {
    this.#remove.run(...split(path))
  }

  /** The known files of a folder. @param reading - number of the settings in force, see the schema */
  knownIn(folder: string, reading: number): KnownFile[] {
    const rows: KeptRow[] = this.#inFolder.all(folder)
    return rows.map((row) => toKnownFile(row, reading))
  }

  /** One file. @param reading - number of the settings in force */
  record(path: string, reading: number): FileRecord | undefined {
    const row: (KeptRow & { post_hash: Uint8Array | null }) | undefined = this.#record.get(...split(path))
    if (row === undefined) return undefined
    const hash = row.hash ?? (row.post_hash === null ? '' : toHex(row.post_hash))
    return { ...toKnownFile(row, reading), hash: row.reading === reading ? hash : '' }
  }

  /**
   * Every folder that holds a file, each found by one step through the index.
   *
   * @param from - only this folder and those beneath it; `''` is the content folder itself
   */
  folders(from: string): string[] {
    const folders = this.#inFolder.get(from) === undefined ? [] : [from]
    const beneath = from === '' ? '' : `${from}/`
    for (let next = this.#folderAfter(beneath); next?.startsWith(beneath); next = this.#folderAfter(next)) {
      folders.push(next)
    }
    return folders
  }

  /** Any known path but these. */
  pathExcept(these: ReadonlySet<string>): string | undefined {
    const rows: Iterable<Pick<FileRow, 'folder' | 'name'>> = this.#paths.iterate()
    for (const row of rows) if (!these.has(join(row))) return join(row)
    return undefined
  }

  #folderAfter(folder: string): string | undefined {
    const row: { folder: string } | undefined = this.#nextFolder.get(folder)
    return row?.folder
  }
}

/** Folder and name of a path beneath the content folder, as stored. */
export function split(path: string): readonly [folder: string, name: string] {
  return splitPath(bindable(path))
}

/** Path beneath the content folder. */
export function join({ folder, name }: Pick<FileRow, 'folder' | 'name'>): string {
  return joinPath(folder, name)
}
