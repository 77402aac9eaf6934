import type { Catalogue } from '../catalogue/catalogue.js'
import type { IntakeListener, IntakeOpened } from '../live/intake-listener.js'
import { messageOf } from '../model/message-of.js'
import { LatePublication } from './late-publication.js'
import type { Published, Publisher } from './publisher.js'

/** The catalogue that is served now. Where it is made anew, another takes its place when that one is complete. */
export class ServedCatalogue {
  /** Always the one of the catalogue that is served. */
  readonly publication = new LatePublication()
  #catalogue: Catalogue
  #isStill: boolean
  readonly #former: Catalogue[] = []

  /** @param isStill - it was opened where nothing could be written */
  constructor(
    private readonly publisher: Pick<Publisher, 'open'>,
    { catalogue, publication }: Published,
    isStill: boolean,
  ) {
    this.#catalogue = catalogue
    this.#isStill = isStill
    this.publication.open(publication)
  }

  get catalogue(): Catalogue {
    return this.#catalogue
  }

  /** Whether it was opened where nothing could be written: it sees no later commit. */
  get isStill(): boolean {
    return this.#isStill
  }

  /** Has the catalogue that the writer has now take the place of this one. */
  renew(): void {
    const { catalogue, publication } = this.publisher.open()
    // Answers are still being made from the former one: it is closed at the end.
    this.#former.push(this.#catalogue)
    this.#catalogue = catalogue
    this.#isStill = false
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
 * A listener that is told what another is told, and renews what is served when a catalogue that was made anew while
 * we run has all that the folder has.
 *
 * @param served - what is served, once it is open
 */
export function whenRenewed(
  listener: IntakeListener,
  served: () => Pick<ServedCatalogue, 'isStill' | 'renew'> | undefined,
): IntakeListener {
  let isAnother = false
  return {
    ...listener,
    reopened(opened) {
      isAnother ||= served()?.isStill === true || isBegunAnew(opened)
      listener.reopened?.(opened)
    },
    synced(state) {
      try {
        if (isAnother && state.status?.complete) served()?.renew()
        isAnother &&= !state.status?.complete
      } catch (error) {
        listener.failed?.(messageOf(error))
      }
      listener.synced?.(state)
    },
  }
}
