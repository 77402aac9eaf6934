import type { Site } from '../model/site.js'
import type { Config } from './settings.js'

/**
 * Makes the Site from the settings.
 *
 * Without `SITE_URL` its address is provisional, `http://localhost` and the port; guids then begin with plain
 * `http://localhost`, so that a different port does not make every post a new one.
 *
 * @param port - the one that the server listens on; with `PORT=0` it is only known then
 */
export function siteOf(config: Config, port: number): Site {
  const { SITE_URL, GUID_BASE, SITE_AUTHOR, SITE_ICON } = config
  return {
    title: config.SITE_TITLE,
    description: config.SITE_DESCRIPTION,
    url: SITE_URL ?? `http://localhost${port === 80 ? '' : `:${port}`}`,
    guidBase: GUID_BASE ?? SITE_URL ?? 'http://localhost',
    language: config.SITE_LANGUAGE,
    timeZone: config.SITE_TIMEZONE,
    ...(SITE_AUTHOR !== undefined && { author: SITE_AUTHOR }),
    ...(SITE_ICON !== undefined && { icon: SITE_ICON }),
  }
}
