import { markDamaged } from './damage.js'
import { errorKind } from './database.js'
import { toOperatorError } from './faults.js'

/** Stands around everything that the writer asks of its database, so that no damage that it meets goes unnoticed. */
export class FaultGuard {
  #isDamaged = false

  constructor(private readonly dataDir: string) {}

  /** Damage was met; the catalogue is marked, and the next opening rebuilds it. */
  get isDamaged(): boolean {
    return this.#isDamaged
  }

  /** @throws what `work` throws, worded for the operator if there is something to do about it */
  run<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (errorKind(error) === 'damaged') {
        markDamaged(this.dataDir)
        this.#isDamaged = true
      }
      throw toOperatorError(this.dataDir, error)
    }
  }
}
