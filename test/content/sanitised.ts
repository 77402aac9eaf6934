import type { RenderContext } from '../../src/content/rendered-body.js'
import { sanitise } from '../../src/content/sanitise.js'

export const permalink = 'https://feeds.example.com/rain/2022/01/05/harbour.html'
export const context: RenderContext = { permalink, assets: {}, iframeHosts: ['player.example.com'] }

export function clean(html: string): string {
  return sanitise(html, context).html
}

/** The kinds of markup that were dropped. */
export function dropped(html: string): string[] {
  return [...sanitise(html, context).dropped]
}
