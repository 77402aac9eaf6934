import type { Config } from '../config/settings.js'
import type { ReadOptions } from '../content/read-result.js'
import type { Site } from '../model/site.js'

/** The settings that decide how a file is read: the same for `check` and `serve`. */
export function readOptionsOf(config: Config, site: Site): ReadOptions {
  return {
    timeZone: config.SITE_TIMEZONE,
    permalink: config.PERMALINK,
    guidBase: site.guidBase,
    guids: config.GUIDS,
    postBytesMax: config.POST_BYTES_MAX,
  }
}
