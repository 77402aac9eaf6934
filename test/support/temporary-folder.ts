import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder for a test to fill, made when it is first used. */
export class TemporaryFolder {
  #path: string | undefined

  /** Absolute, with links resolved. */
  get path(): string {
    this.#path ??= realpathSync(mkdtempSync(join(tmpdir(), 'feedmill-test-')))
    return this.#path
  }

  /** Writes a file, and makes the folders above it. @returns its absolute path */
  write(file: string, content: string | Uint8Array = ''): string {
    const path = join(this.path, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  }

  /** Removes it; the next use makes another, empty one. */
  remove(): void {
    if (this.#path !== undefined) rmSync(this.#path, { recursive: true, force: true })
    this.#path = undefined
  }
}

/** A folder that is empty at the start of each test of a describe, and removed after the last. */
export function folderForEach(): TemporaryFolder {
  const folder = new TemporaryFolder()
  // Emptied before each test and not after it: what a test runs in it is stopped by hooks of the test's own.
  beforeEach(() => folder.remove())
  after(() => folder.remove())
  return folder
}
