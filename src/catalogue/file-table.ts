import { type FileStamp, noStamp } from '../content/read-result.js'
import { joinPath, splitPath } from '../model/content-path.js'
import type { FileState } from './catalogue.js'
import { bindable, type Database, type Statement } from './database.js'
import type { FileRecord } from './writer.js'

/** A row of `file`, see the schema. */
export interface FileRow {
  readonly folder: string
  readonly name: string
  readonly size: number
  readonly mtime: number
  readonly hash: string
  readonly state: FileState
  readonly reading: number
  readonly post: number | null
}

/** The files of the content folder as they were when they were last read. */
export class FileTable {
  readonly #find: Statement
  readonly #put: Statement
  readonly #setState: Statement
  readonly #stamp: Statement
  readonly #remove: Statement
  readonly #inFolder: Statement
  readonly #nextFolder: Statement
  readonly #paths: Statement

  constructor(db: Database) {
    this.#find = db.prepare('SELECT * FROM file WHERE folder = ? AND name = ?')
    this.#put = db.prepare(`
      INSERT OR REPLACE INTO file (folder, name, size, mtime, hash, state, reading, post)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    this.#setState = db.prepare(
      "UPDATE file SET state = ? WHERE folder = ? AND name = ? AND state <> 'broken'",
    )
    this.#stamp = db.prepare(
      'UPDATE file SET size = ?, mtime = ? WHERE folder = ? AND name = ? AND reading = ?',
    )
    this.#remove = db.prepare('DELETE FROM file WHERE folder = ? AND name = ?')
    this.#inFolder = db.prepare('SELECT * FROM file WHERE folder = ?')
    this.#paths = db.prepare('SELECT folder, name FROM file')
    this.#nextFolder = db.prepare('SELECT folder FROM file WHERE folder > ? ORDER BY folder LIMIT 1')
  }

  find(path: string): FileRow | undefined {
    return this.#find.get(...split(path))
  }

  /** @param post - id of its last good version */
  put(file: string, stamp: FileStamp, known: Pick<FileRow, 'hash' | 'state' | 'reading' | 'post'>): void {
    const { hash, state, reading, post } = known
    const { size, mtimeMs } = stamp
    this.#put.run(...split(file), size, Math.trunc(mtimeMs), bindable(hash), state, reading, post)
  }

  /** What became of a file's post; a broken file stays broken whatever becomes of its last good version. */
  setState(path: string, state: FileState): void {
    this.#setState.run(state, ...split(path))
  }

  stamp(path: string, { size, mtimeMs }: FileStamp, reading: number): void {
    this.#stamp.run(size, Math.trunc(mtimeMs), ...split(path), reading)
  }

  remove(path: string): void {
    this.#remove.run(...split(path))
  }

  inFolder(folder: string): FileRow[] {
    return this.#inFolder.all(folder)
  }

  /**
   * Every folder that holds a file, each found by one step into the index.
   *
   * @param from - this folder and those in it alone; `''` is the content folder itself
   */
  folders(from = ''): string[] {
    const folders = this.#inFolder.get(from) === undefined ? [] : [from]
    const beneath = from === '' ? '' : `${from}/`
    for (let next = this.#folderAfter(beneath); next?.startsWith(beneath); next = this.#folderAfter(next)) {
      folders.push(next)
    }
    return folders
  }

  /** Any path but these. */
  pathBut(these: ReadonlySet<string>): string | undefined {
    const rows: Iterable<Pick<FileRow, 'folder' | 'name'>> = this.#paths.iterate()
    for (const row of rows) if (!these.has(join(row))) return join(row)
    return undefined
  }

  #folderAfter(folder: string): string | undefined {
    const row: { folder: string } | undefined = this.#nextFolder.get(folder)
    return row?.folder
  }
}

/**
 * A file as the folder is compared with it. One that was read under other settings is known no more:
 * its stamp is that of no file, so that it is read again.
 */
export function toFileRecord(row: FileRow, reading: number): FileRecord {
  const file = join(row)
  const { state } = row
  if (row.reading !== reading) return { file, ...noStamp, hash: '', state }
  return { file, size: row.size, mtimeMs: row.mtime, hash: row.hash, state }
}

/** Folder and name of a path beneath the content folder, as they are kept. */
export function split(path: string): readonly [folder: string, name: string] {
  return splitPath(bindable(path))
}

/** Path beneath the content folder. */
export function join({ folder, name }: Pick<FileRow, 'folder' | 'name'>): string {
  return joinPath(folder, name)
}
