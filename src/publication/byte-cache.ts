/** Keeps values while there is room for their bytes; the least recently used go first. */
export class ByteCache<V> {
  readonly #entries = new Map<string, { value: V; bytes: number }>()
  #bytes = 0

  /** @param bytesMax - what all values together may weigh; one that is heavier alone is not kept */
  constructor(private readonly bytesMax: number) {}

  get(key: string): V | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    // A Map keeps the order of insertion: what is put in again stands last.
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  set(key: string, value: V, bytes: number): void {
    this.delete(key)
    if (bytes > this.bytesMax) return
    this.#entries.set(key, { value, bytes })
    this.#bytes += bytes
    this.#shed()
  }

  #shed(): void {
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.bytesMax) break
      this.delete(oldest)
    }
  }

  /** Says that a value has come to weigh something else; of one that is kept no longer nothing need be said. */
  reweigh(key: string, value: V, bytes: number): void {
    const entry = this.#entries.get(key)
    if (entry?.value !== value) return
    if (bytes > this.bytesMax) this.delete(key)
    else {
      this.#bytes += bytes - entry.bytes
      entry.bytes = bytes
      this.#shed()
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }

  /** Bytes of all that is kept. */
  get bytes(): number {
    return this.#bytes
  }
}
