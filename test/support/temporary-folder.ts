import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder that a test may fill, made when it is first asked for. */
export class TemporaryFolder {
  #path: string | undefined

  /** Absolute, without links. */
  get path(): string {
    this.#path ??= realpathSync(mkdtempSync(join(tmpdir(), 'feedmill-test-')))
    return this.#path
  }

  /** Writes a file, with the folders above it; returns its whole path. */
  write(file: string, content: string | Uint8Array = ''): string {
    const path = join(this.path, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  }

  /** Whoever asks for it once more gets another, empty one. */
  remove(): void {
    if (this.#path !== undefined) rmSync(this.#path, { recursive: true, force: true })
    this.#path = undefined
  }
}

/** A folder that each test of a describe gets empty. It is gone after the last of them. */
export function folderForEach(): TemporaryFolder {
  const folder = new TemporaryFolder()
  // Before the next one, not after each: what a test has running in it ends in hooks of its own.
  beforeEach(() => folder.remove())
  after(() => folder.remove())
  return folder
}
