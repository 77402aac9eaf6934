import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config/settings.js'
import type { Intake } from '../live/intake.js'
import type { Site } from '../model/site.js'
import { Announcer, type AnnouncerListener } from '../websub/announcer.js'
import { hubAt } from '../websub/hub.js'
import type { ServedCatalogue } from './served-catalogue.js'

/** Time limit of one announcement from start to end, in milliseconds. */
const deadlineMs = 10_000

/**
 * Announces changes to the configured hub until the announcer is closed.
 *
 * @returns undefined if `WEBSUB_HUB` is not set
 */
export function startAnnouncing(
  { WEBSUB_HUB }: Pick<Config, 'WEBSUB_HUB'>,
  site: Site,
  served: ServedCatalogue,
  intake: Pick<Intake, 'keepAnnouncements'>,
  listener: AnnouncerListener,
): Announcer | undefined {
  if (WEBSUB_HUB === undefined) return undefined
  const announcer = new Announcer(site.url, {
    catalogue: () => served.catalogue,
    publication: served.publication,
    hub: hubAt(WEBSUB_HUB, deadlineMs),
    keep: intake.keepAnnouncements,
    now: () => performance.now(),
    random: Math.random,
    pause: (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}),
    listener,
  })
  announcer.start()
  return announcer
}
