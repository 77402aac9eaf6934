interface Entry<V> {
  readonly value: V
  bytes: number
  /** Since room was last looked for here. */
  isUsed: boolean
}

/**
 * Keeps values while there is room for their bytes. Those go first that nobody asked for since room was wanted last: to
 * be asked for costs a value no more than a mark, where a list in order of use would be written anew each time.
 */
export class ByteCache<V, K = string> {
  readonly #entries = new Map<K, Entry<V>>()
  #bytes = 0

  /** @param bytesMax - what all values together may weigh; one that is heavier alone is not kept */
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

  /** Stands behind all others now: a Map keeps the order of insertion. */
  #add(key: K, entry: Entry<V>): void {
    this.#entries.set(key, entry)
    this.#bytes += entry.bytes
  }

  /** What was used is spared once. */
  #shed(bytesMax: number): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= bytesMax) break
      this.delete(key)
      if (entry.isUsed) this.#add(key, { ...entry, isUsed: false })
    }
  }

  /** Says that a value has come to weigh something else; of one that is kept no longer nothing need be said. */
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

  /** Whether a value of so many bytes takes the place of no other. */
  hasRoom(bytes: number): boolean {
    return this.#bytes + bytes <= this.bytesMax
  }

  /** Gives it another room; what there is none for any more goes. */
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

  /** Bytes of all that is kept. */
  get bytes(): number {
    return this.#bytes
  }
}
