import type { Catalogue } from '../catalogue/catalogue.js'
import type { IntakeListener, IntakeOpened } from '../live/intake-listener.js'
import { messageOf } from '../model/message-of.js'
import { PendingPublication } from './pending-publication.js'
import type { Published, Publisher } from './publisher.js'

/** The catalogue that is being served. If it is rebuilt, the new one takes its place once it is complete. */
export class ServedCatalogue {
  /** Always answers from the catalogue that is being served. */
  readonly publication = new PendingPublication()
  #catalogue: Catalogue
  #isReadOnly: boolean
  readonly #former: Catalogue[] = []

  /** @param isReadOnly - the catalogue was opened while nothing could be written */
  constructor(
    private readonly publisher: Pick<Publisher, 'open'>,
    { catalogue, publication }: Published,
    isReadOnly: boolean,
  ) {
    this.#catalogue = catalogue
    this.#isReadOnly = isReadOnly
    this.publication.open(publication)
  }

  get catalogue(): Catalogue {
    return this.#catalogue
  }

  /** Whether it was opened while nothing could be written: it then never sees later commits. */
  get isReadOnly(): boolean {
    return this.#isReadOnly
  }

  /** Switches over to the catalogue that the writer has open. */
  switchOver(): void {
    const { catalogue, publication } = this.publisher.open()
    // Answers in progress may still read from the former one, so it is closed at the end.
    this.#former.push(this.#catalogue)
    this.#catalogue = catalogue
    this.#isReadOnly = false
    this.publication.open(publication)
  }

  close(): void {
    for (const catalogue of [this.#catalogue, ...this.#former]) catalogue.close()
  }
}

/** Whether a catalogue started out empty, without anything that was known before. */
export function startedEmpty({ rebuilt }: Pick<IntakeOpened, 'rebuilt'>): boolean {
  return rebuilt !== undefined && rebuilt !== 'settings'
}

/**
 * Makes a listener that passes on everything, and switches over to a catalogue that was rebuilt while the program
 * runs, once it is complete.
 *
 * @param served - the catalogue being served; undefined until it is open
 */
export function switchOverWhenRebuilt(
  listener: IntakeListener,
  served: () => Pick<ServedCatalogue, 'isReadOnly' | 'switchOver'> | undefined,
): IntakeListener {
  let isDue = false
  return {
    ...listener,
    reopened(opened) {
      isDue ||= served()?.isReadOnly === true || startedEmpty(opened)
      listener.reopened?.(opened)
    },
    synced(state) {
      try {
        if (isDue && state.status?.complete) served()?.switchOver()
        isDue &&= !state.status?.complete
      } catch (error) {
        listener.failed?.(messageOf(error))
      }
      listener.synced?.(state)
    },
  }
}
