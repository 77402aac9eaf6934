import type { CatalogueStatus } from '../catalogue/catalogue.js'
import type { Intake } from '../live/intake.js'
import type { Operations } from '../web/operations.js'

/** What operators see of a publication that is open: from the catalogue, and from the thread that fills it. */
export function operationsOf(intake: Intake, status: () => CatalogueStatus): Operations {
  return {
    readiness() {
      const { complete, posts, errors, warnings } = status()
      const { folder, progress } = intake.state
      return {
        ready: complete,
        complete,
        ...(progress === undefined ? {} : { progress }),
        posts,
        problems: { errors, warnings },
        folder,
      }
    },
  }
}

/** The same while the catalogue is being opened, and then those of the open publication. */
export class LateOperations implements Operations {
  #opened: Operations | undefined

  open(operations: Operations): void {
    this.#opened = operations
  }

  readiness(): ReturnType<Operations['readiness']> {
    const nothing = { errors: 0, warnings: 0 }
    return (
      this.#opened?.readiness() ?? {
        ready: false,
        complete: false,
        posts: 0,
        problems: nothing,
        folder: 'ok',
      }
    )
  }
}
