import type { Config } from '../config/settings.js'
import type { ReadOptions } from '../content/read-result.js'
import type { Site } from '../model/site.js'

/** The settings that decide what a file reads as: the same for `check` as for `serve`. */
export function readOptionsOf(config: Config, site: Site): ReadOptions {
  return {
    timeZone: config.SITE_TIMEZONE,
    permalink: config.PERMALINK,
    guidBase: site.guidBase,
    guids: config.GUIDS,
    postBytesMax: config.POST_BYTES_MAX,
  }
}
