import type { Catalogue } from '../catalogue/catalogue.js'
import type { Intake } from '../live/intake.js'
import type { NoReport, Operations, ProblemReport, Readiness } from '../web/operations.js'

/** Most Problems in one answer: some 300 KB, and a few milliseconds of the event loop. */
const problemsShown = 1000

/** What operators see of an open publication: from the catalogue, and from the thread that fills it. */
export function operationsOf(intake: Intake, catalogueNow: () => Catalogue): Operations {
  return {
    readiness() {
      const { complete, posts, errors, warnings, search } = catalogueNow().status()
      const { folder, progress } = intake.state
      return {
        ready: complete,
        complete,
        ...(progress !== undefined && { progress }),
        posts,
        ...(search !== undefined && { search }),
        problems: { errors, warnings },
        folder,
      }
    },
    problems(after) {
      const catalogue = catalogueNow()
      return catalogue.snapshot(() => {
        const { posts, withheld, errors, warnings } = catalogue.status()
        const page = catalogue.problemPage(problemsShown, after)
        return page === undefined ? 'bad-after' : { posts, withheld, errors, warnings, ...page }
      })
    },
  }
}

/** Not ready while the catalogue is being opened; then the operations of the open publication. */
export class PendingOperations implements Operations {
  #opened: Operations | undefined

  open(operations: Operations): void {
    this.#opened = operations
  }

  readiness(): Readiness {
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

  problems(after?: string): ProblemReport | NoReport {
    return this.#opened?.problems?.(after) ?? 'not-ready'
  }
}
