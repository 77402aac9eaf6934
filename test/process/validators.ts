import { createHash } from 'node:crypto'
import type { Answer } from './server-process.js'

interface Seen {
  readonly etag: string
  readonly sum: string
  /** The latest date that was sent, perhaps with other bytes. */
  readonly modifiedMs: number | undefined
  /** The date that was sent with these bytes. */
  readonly ownMs: number | undefined
}

/** Remembers what each address answered, and checks every later answer against it. */
export class Validators {
  readonly #last = new Map<string, Seen>()
  /** For each address and ETag, the hash of the bytes it stood for. */
  readonly #bytes = new Map<string, string>()
  answers = 0

  /** @throws if an ETag comes with other bytes than before, equal bytes come with another ETag, or a date goes back */
  see(path: string, { headers, text }: Answer): void {
    this.answers += 1
    const etag = String(headers.etag)
    const sum = createHash('sha256').update(text).digest('base64')
    const modified = headers['last-modified']
    const last = this.#last.get(path)
    const modifiedMs = modified === undefined ? last?.modifiedMs : Date.parse(modified)
    const key = `${path} ${etag}`
    if ((this.#bytes.get(key) ?? sum) !== sum) throw new Error(`${path}: ${etag} came with other bytes`)
    this.#bytes.set(key, sum)
    if (last?.sum === sum && last.etag !== etag)
      throw new Error(`${path}: equal bytes, ${last.etag} and ${etag}`)
    if (last?.modifiedMs !== undefined && modifiedMs !== undefined && modifiedMs < last.modifiedMs)
      throw new Error(`${path}: Last-Modified went back by ${last.modifiedMs - modifiedMs} ms to ${modified}`)
    const kept = last?.etag === etag ? last.ownMs : undefined
    const ownMs = modified === undefined ? kept : Date.parse(modified)
    this.#last.set(path, { etag, sum, modifiedMs, ownMs })
  }

  /** The date that a client with the last bytes would ask with; undefined if none was sent with them. */
  modifiedOf(path: string): string | undefined {
    const ms = this.#last.get(path)?.ownMs
    return ms === undefined ? undefined : new Date(ms).toUTCString()
  }

  /** Whether an address last answered with this ETag. */
  isLast(path: string, etag: string): boolean {
    return this.#last.get(path)?.etag === etag
  }

  paths(): string[] {
    return [...this.#last.keys()]
  }
}
