import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openCatalogueWriter } from '../../src/catalogue/sqlite-writer.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import { readPost } from '../../src/content/read-post.js'
import type { Sync } from '../../src/live/sync.js'
import type { Problem } from '../../src/model/problem.js'
import { readOptions } from '../support/read-options.js'

export const noon = Date.UTC(2022, 0, 10, 12)

/** A content folder and a catalogue of its own, and a clock that is set by hand. */
export class SyncBench {
  reads: string[] = []
  readonly appeared: Problem[] = []
  readonly progress: string[] = []

  private constructor(
    private readonly base: string,
    readonly clock: { nowMs: number },
    readonly root: string,
    readonly writer: CatalogueWriter,
  ) {}

  static async open(): Promise<SyncBench> {
    const base = await mkdtemp(join(tmpdir(), 'feedmill-sync-'))
    const root = join(base, 'content')
    await mkdir(root)
    const clock = { nowMs: noon }
    const writer = openCatalogueWriter({
      dataDir: join(base, 'data'),
      readFingerprint: 'r',
      renderFingerprint: 'd',
      documentBytesMax: 1_000_000,
      search: 'full',
      guidBase: readOptions.guidBase,
      guids: 'path',
      future: false,
      now: () => clock.nowMs,
    })
    return new SyncBench(base, clock, root, writer)
  }

  /** What it takes to bring the catalogue up to date, with some of it replaced. */
  tools(changed: Partial<Sync> = {}): Sync {
    return {
      root: this.root,
      drafts: false,
      writer: this.writer,
      read: (file) => {
        this.reads.push(file)
        return readPost(this.root, file, readOptions)
      },
      now: () => this.clock.nowMs,
      closing: () => false,
      progress: (done, total) => this.progress.push(`${done}/${total}`),
      problemsAppeared: (problems) => this.appeared.push(...problems),
      ...changed,
    }
  }

  /** Writes a file, and sets its mtime. */
  async write(file: string, text: string, atMs: number = noon - 60_000): Promise<void> {
    const path = join(this.root, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    await utimes(path, new Date(atMs), new Date(atMs))
  }

  async close(): Promise<void> {
    this.writer.close()
    await this.remove()
  }

  /** Removes only the folders, if something else closed the writer. */
  remove(): Promise<void> {
    return rm(this.base, { recursive: true })
  }
}
