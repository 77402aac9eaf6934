import { splitPath } from '../model/content-path.js'

/** Paths ingested from watch events during a scan: what the scan itself has read of them is older. */
export class Superseded {
  readonly #paths = new Set<string>()

  /** @param path - a file, or a folder with everything beneath it; `''` is ignored */
  add(path: string): void {
    if (path !== '') this.#paths.add(path)
  }

  has(file: string): boolean {
    for (let path = file; path !== ''; path = splitPath(path)[0]) {
      if (this.#paths.has(path)) return true
    }
    return false
  }

  clear(): void {
    this.#paths.clear()
  }
}
