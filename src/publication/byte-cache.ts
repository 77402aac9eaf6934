interface Entry<V> {
  readonly value: V
  bytes: number
  /** Asked for since the cache last passed it over when it needed room. */
  isUsed: boolean
}

/**
 * A cache bounded by the bytes of its values. It evicts by second chance (CLOCK): first the values that nobody asked
 * for since it last needed room. A hit then costs no more than a mark, where an LRU list would be reordered each time.
 */
export class ByteCache<V, K = string> {
  readonly #entries = new Map<K, Entry<V>>()
  #bytes = 0

  /** @param bytesMax - most bytes of all values together; a value larger than that is not cached */
  constructor(private bytesMax: number) {}

  get(key: K): V | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    entry.isUsed = true
    return entry.value
  }

  set(key: K, value: V, bytes: number): void {
    this.delete(key)
    if (bytes > this.bytesMax) return
    this.#shed(this.bytesMax - bytes)
    this.#add(key, { value, bytes, isUsed: false })
  }

  /** Puts an entry behind all others: a Map keeps insertion order. */
  #add(key: K, entry: Entry<V>): void {
    this.#entries.set(key, entry)
    this.#bytes += entry.bytes
  }

  /** Evicts until the rest fits; an entry that was used is spared once. */
  #shed(bytesMax: number): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= bytesMax) break
      this.delete(key)
      if (entry.isUsed) this.#add(key, { ...entry, isUsed: false })
    }
  }

  /** Reports that a value's size has changed; ignored if it has been evicted or replaced. */
  reweigh(key: K, value: V, bytes: number): void {
    const entry = this.#entries.get(key)
    if (entry?.value !== value) return
    if (bytes > this.bytesMax) this.delete(key)
    else {
      this.#bytes += bytes - entry.bytes
      entry.bytes = bytes
      this.#shed(this.bytesMax)
    }
  }

  /** Whether a value of this many bytes fits without evicting another. */
  hasRoom(bytes: number): boolean {
    return this.#bytes + bytes <= this.bytesMax
  }

  /** Changes the bound, and evicts what no longer fits. */
  limit(bytesMax: number): void {
    this.bytesMax = bytesMax
    this.#shed(bytesMax)
  }

  delete(key: K): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }

  /** Bytes of all values in the cache. */
  get bytes(): number {
    return this.#bytes
  }
}
