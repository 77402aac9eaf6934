/** Memory that the writer's thread and those of readers share. */
export type CommitMemory = SharedArrayBuffer

/** @returns memory of a process in which no writer has been opened yet */
export function makeCommitMemory(): CommitMemory {
  return new SharedArrayBuffer(8)
}

/** Transactions that were begun, and those of them that have ended. */
const [begun, ended] = [0, 1]

/**
 * Tells readers, without asking SQLite, that nothing was committed since they last looked. SQLite takes a lock of
 * the file to tell it, 3 to 5 µs, and a document that is held is answered in 20. Only the one writer of a data folder
 * counts, and only where it runs in the process of its readers.
 */
export class CommitCount {
  readonly #counts: Int32Array

  constructor(memory: CommitMemory = makeCommitMemory()) {
    this.#counts = new Int32Array(memory)
  }

  /** Of a writer that is about to be opened: suspended until it is. */
  static ofWriter(memory?: CommitMemory): CommitCount {
    const count = new CommitCount(memory)
    count.suspend()
    return count
  }

  /** No writer is open that counts: until `resume`, anybody may write. */
  suspend(): void {
    Atomics.add(this.#counts, begun, 1)
  }

  /** The writer is open, and whoever was before it has ended, in the middle of a transaction or not. */
  resume(): void {
    Atomics.store(this.#counts, ended, Atomics.load(this.#counts, begun))
  }

  /** Runs a transaction. */
  during<T>(transaction: () => T): T {
    Atomics.add(this.#counts, begun, 1)
    try {
      return transaction()
    } finally {
      Atomics.add(this.#counts, ended, 1)
    }
  }

  /**
   * A number that stays as long as nothing is committed; undefined where something may be just now.
   *
   * What has ended is read first: where the two are equal nothing was under way when the other was read.
   */
  quiet(): number | undefined {
    const over = Atomics.load(this.#counts, ended)
    return over !== 0 && over === Atomics.load(this.#counts, begun) ? over : undefined
  }
}
