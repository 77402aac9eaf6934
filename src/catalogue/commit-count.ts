/** Memory that the writer's thread shares with those of readers. */
export type CommitMemory = SharedArrayBuffer

/** @returns memory for a process in which no writer has been opened yet */
export function makeCommitMemory(): CommitMemory {
  return new SharedArrayBuffer(8)
}

/** Indexes of the two counts: transactions begun, and those of them that have ended. */
const [begun, ended] = [0, 1]

/**
 * Tells readers, without asking SQLite, that nothing was committed since they last looked. SQLite takes a lock on the
 * file to find out, 3 to 5 µs, while a cached document is answered in 20. Only the one writer of a data folder counts,
 * and only if it runs in the same process as its readers.
 */
export class CommitCount {
  readonly #counts: Int32Array

  constructor(memory: CommitMemory = makeCommitMemory()) {
    this.#counts = new Int32Array(memory)
  }

  /** For a writer that is about to be opened; suspended until `resume`. */
  static ofWriter(memory?: CommitMemory): CommitCount {
    const count = new CommitCount(memory)
    count.suspend()
    return count
  }

  /** No writer that counts is open: until `resume`, any process may write. */
  suspend(): void {
    Atomics.add(this.#counts, begun, 1)
  }

  /** The writer is open; its predecessor has ended, perhaps in the middle of a transaction. */
  resume(): void {
    Atomics.store(this.#counts, ended, Atomics.load(this.#counts, begun))
  }

  /** Runs a transaction, and counts it. */
  during<T>(transaction: () => T): T {
    Atomics.add(this.#counts, begun, 1)
    try {
      return transaction()
    } finally {
      Atomics.add(this.#counts, ended, 1)
    }
  }

  /**
   * A number that stays the same as long as nothing is committed; undefined if a transaction may be in flight.
   *
   * `ended` is read first: if the two are equal, nothing was in flight when `begun` was read.
   */
  settledCount(): number | undefined {
    const over = Atomics.load(this.#counts, ended)
    return over !== 0 && over === Atomics.load(this.#counts, begun) ? over : undefined
  }
}
