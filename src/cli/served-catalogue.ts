import type { Catalogue } from '../catalogue/catalogue.js'
import type { IntakeListener, IntakeOpened } from '../live/intake-listener.js'
import type { Publication } from '../publication/publication.js'
import { LatePublication } from './late-publication.js'

/** The catalogue that is served now. Where it is made anew, another takes its place when that one is complete. */
export class ServedCatalogue {
  /** Always the one of the catalogue that is served. */
  readonly publication = new LatePublication()
  #catalogue: Catalogue
  readonly #former: Catalogue[] = []

  constructor(catalogue: Catalogue, publication: Publication) {
    this.#catalogue = catalogue
    this.publication.open(publication)
  }

  get catalogue(): Catalogue {
    return this.#catalogue
  }

  replace(catalogue: Catalogue, publication: Publication): void {
    // Answers are still being made from the former one: it is closed at the end.
    this.#former.push(this.#catalogue)
    this.#catalogue = catalogue
    this.publication.open(publication)
  }

  close(): void {
    for (const catalogue of [this.#catalogue, ...this.#former]) catalogue.close()
  }
}

/** Whether a catalogue was begun anew, so that what was known before is not in it. */
export function isBegunAnew({ rebuilt }: Pick<IntakeOpened, 'rebuilt'>): boolean {
  return rebuilt !== undefined && rebuilt !== 'settings'
}

/**
 * A listener that is told what another is told.
 *
 * @param replace - called when a catalogue that was made anew while we run has all that the folder has
 * @param isStill - whether what is served was opened where nothing could be written: it sees no later commit
 */
export function whenRenewed(
  listener: IntakeListener,
  replace: () => void,
  isStill: () => boolean,
): IntakeListener {
  let isAnother = false
  return {
    ...listener,
    reopened(opened) {
      isAnother ||= isStill() || isBegunAnew(opened)
      listener.reopened?.(opened)
    },
    synced(state) {
      try {
        if (isAnother && state.status?.complete) replace()
        isAnother &&= !state.status?.complete
      } catch (error) {
        listener.failed?.(error instanceof Error ? error.message : String(error))
      }
      listener.synced?.(state)
    },
  }
}
