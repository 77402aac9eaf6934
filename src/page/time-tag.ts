import { toRfc3339 } from '../model/time-text.js'
import type { ZonedTime } from '../model/zoned-time.js'
import { type Html, html } from './html.js'

/**
 * A time as people read it, with the offset that its author wrote: `2021-12-30 15:26 +0800`. The full time,
 * with seconds, is in `datetime` (HTML Standard §4.5.14).
 */
export function timeTag(time: ZonedTime): Html {
  const text = toRfc3339(time)
  const offset = text.slice(-6).replace(':', '')
  return html`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)} <span class="offset">${offset}</span></time>`
}
