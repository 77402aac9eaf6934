import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config/settings.js'
import type { Intake } from '../live/intake.js'
import type { Site } from '../model/site.js'
import { Announcer, type AnnouncerListener } from '../websub/announcer.js'
import { hubAt } from '../websub/hub.js'
import type { ServedCatalogue } from './served-catalogue.js'

/** For the whole of one announcement, in milliseconds. */
const deadlineMs = 10_000

/** Tells the hub of the settings, if there is one, of what changes, from now on until it is closed. */
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
