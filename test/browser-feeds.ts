import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { serveFolder } from './support/serve.js'

const feeds = {
  rss: { path: '/hongwang.xml', title: 'channel > title', bodies: 'item > encoded', dates: 'item > pubDate' },
  atom: { path: '/feed.atom', title: 'feed > title', bodies: 'entry > content', dates: 'entry > published' },
}
type FeedCase = (typeof feeds)[keyof typeof feeds]

const views: Readonly<Record<string, BrowserContextOptions>> = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  390: { viewport: { width: 390, height: 844 } },
  1280: { viewport: { width: 1280, height: 844 } },
}
const themes = ['light', 'dark'] as const

/**
 * Checks feeds as a person sees them who opens their address: sent as `application/xml`, on a phone, narrow and wide.
 * For feeds sent with their own media types it only prints how they are shown, since that is up to the browser.
 *
 * @param program - what serves them
 * @returns how many feeds had faults; the faults are printed
 */
export async function lookAtFeeds(
  browser: Browser,
  program: string,
  screenshots: string | undefined,
): Promise<number> {
  const server = await serveFolder(program, 'content', { FEED_TYPE_XML: 'true' })
  let failed = 0
  try {
    for (const [name, feed] of Object.entries(feeds)) {
      const faults = await lookAtFeed(browser, name, server.address, feed, screenshots)
      for (const fault of faults) console.error(`${feed.path}: ${fault}`)
      if (faults.length > 0) failed++
    }
  } finally {
    await server.stop()
  }
  for (const said of await lookAtOwnTypes(browser, program)) console.log(said)
  console.log(`looked at ${Object.keys(feeds).length} feeds, ${failed} with faults`)
  return failed
}

/** @returns how the browser shows each format sent with its own media type, one sentence each */
async function lookAtOwnTypes(browser: Browser, program: string): Promise<string[]> {
  const server = await serveFolder(program, 'content')
  const page = await browser.newPage()
  const said: string[] = []
  try {
    for (const path of ['/feed.xml', '/feed.atom', '/feed.json']) {
      // If the browser saves a file instead, the navigation fails.
      const response = await page.goto(server.address + path).catch(() => undefined)
      const shown = response && `shown as ${await page.evaluate<string>('document.contentType')}`
      said.push(`${path} by its own media type is ${shown ?? 'saved as a file'}`)
    }
  } finally {
    await page.close()
    await server.stop()
  }
  return said
}

async function lookAtFeed(
  browser: Browser,
  name: string,
  address: string,
  feed: FeedCase,
  screenshots: string | undefined,
): Promise<string[]> {
  const faults: string[] = []
  for (const [view, options] of Object.entries(views)) {
    for (const colorScheme of themes) {
      const context = await browser.newContext({ ...options, colorScheme })
      const page = await context.newPage()
      await page.goto(address + feed.path, { waitUntil: 'load' })
      const found = await measure(page, feed)
      faults.push(...found.map((fault) => `${view}, ${colorScheme}: ${fault}`))
      if (screenshots !== undefined) {
        await page.screenshot({ path: join(screenshots, `feed-${name}-${view}-${colorScheme}.png`) })
      }
      await context.close()
    }
  }
  return faults
}

interface Measured {
  readonly type: string
  readonly wide: number
  readonly scaledPx: number
  readonly shown: Readonly<Record<'title' | 'dates' | 'bodies', number>>
  readonly guide: string
  readonly ink: string
  readonly paper: string
}

/** Runs in the page; it is a string because this project has no type definitions for browsers. */
function measuring({ title, bodies, dates }: FeedCase): string {
  return `(() => {
    const root = document.documentElement
    const shown = (selector) =>
      [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0).length
    const guide = getComputedStyle(document.querySelector('channel, feed'), '::before')
    return {
      type: document.contentType,
      wide: root.scrollWidth - root.clientWidth,
      scaledPx: parseFloat(getComputedStyle(root).fontSize) * visualViewport.scale,
      shown: { title: shown('${title}'), dates: shown('${dates}'), bodies: shown('${bodies}') },
      guide: guide.display === 'block' ? guide.content : '',
      ink: getComputedStyle(root).color,
      paper: getComputedStyle(root).backgroundColor,
    }
  })()`
}

async function measure(page: Page, feed: FeedCase): Promise<string[]> {
  const { type, wide, scaledPx, shown, guide, ink, paper } = await page.evaluate<Measured>(measuring(feed))
  return [
    ...(type === 'application/xml' ? [] : [`it is shown as ${type}`]),
    ...(wide > 0 ? [`it scrolls sideways by ${wide} px`] : []),
    ...(scaledPx < 15.5 ? [`its letters are ${scaledPx} px high`] : []),
    ...(shown.title === 1 ? [] : ['its title is not shown']),
    ...(shown.dates > 0 ? [] : ['it shows no dates']),
    ...(shown.bodies === 0 ? [] : [`${shown.bodies} bodies are shown`]),
    ...(guide.includes('订阅') ? [] : [`it does not say how to subscribe, but ${JSON.stringify(guide)}`]),
    ...(ink === paper ? ['it cannot be read'] : []),
  ]
}
