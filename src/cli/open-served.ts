import type { Intake } from '../live/intake.js'
import type { IntakeOpened } from '../live/intake-listener.js'
import type { Publication } from '../publication/publication.js'
import type { Publisher } from './publisher.js'
import { ServedCatalogue } from './served-catalogue.js'

/**
 * Opens the catalogue to serve from: the existing one, without waiting for the thread that will write it, which takes
 * longer to start; or else the one that this thread makes.
 *
 * @param onServable - called with the existing one's publication, as soon as it can answer
 * @throws FeedmillError if the data folder cannot be used, and there is no catalogue that could be served meanwhile
 */
export async function openServed(
  publisher: Publisher,
  intake: Pick<Intake, 'opened' | 'awaitWriting'>,
  onServable: ((publication: Publication) => void) | undefined,
): Promise<{ readonly served: ServedCatalogue; readonly opened: IntakeOpened }> {
  const current = publisher.openCurrent()
  if (current !== undefined) {
    intake.awaitWriting()
    onServable?.(current.publication)
  }
  const opened = await intake.opened.catch((error: unknown) => {
    current?.catalogue.close()
    throw error
  })
  const isReadOnly = opened.isRefused === true
  if (current === undefined)
    return { served: new ServedCatalogue(publisher, publisher.open(), isReadOnly), opened }
  const served = new ServedCatalogue(publisher, current, isReadOnly)
  if (opened.rebuilt !== undefined) served.switchOver()
  return { served, opened }
}
