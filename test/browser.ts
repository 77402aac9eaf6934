// Checks the sample site in a real browser: `node build/test/browser.js [folder for screenshots]`.
// A page of each kind and some feeds, at every width, light and dark; exits with 1 if it finds any fault.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { lookAtFeeds } from './browser-feeds.js'
import { serveFolder } from './support/serve.js'

const pages = {
  home: '/',
  category: '/category/hongwang.html',
  post: '/hongwang/2021/12/30/lanjiang-kucun.html',
  table: '/nongye/2021/12/06/chaye-changdan.html',
  code: '/keji/nongye/2021/12/17/liangshi-suanfa.html',
  feeds: '/feeds.html',
  tags: '/feeds/tag.html',
  absent: '/there/is/no/such/page.html',
}
const widths = [360, 390, 1280]
const themes = ['light', 'dark'] as const

const [screenshots] = process.argv.slice(2)

async function main(): Promise<void> {
  const { CHROMIUM = '/usr/bin/chromium' } = process.env
  if (screenshots !== undefined) await mkdir(screenshots, { recursive: true })
  const program = resolve('dist/program/main.js')
  const server = await serveFolder(program, 'content')
  try {
    // In a container the browser's sandbox gets no user namespace.
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    try {
      const failed = await lookAtAll(browser, server.address)
      process.exitCode = failed + (await lookAtFeeds(browser, program, screenshots)) === 0 ? 0 : 1
    } finally {
      await browser.close()
    }
  } finally {
    await server.stop()
  }
}

/** @returns how many pages have faults */
async function lookAtAll(browser: Browser, address: string): Promise<number> {
  let failed = 0
  for (const [name, path] of Object.entries(pages)) {
    const faults = await lookAt(browser, name, address + path)
    for (const fault of faults) console.error(`${path}: ${fault}`)
    if (faults.length > 0) failed++
  }
  const views = widths.length * themes.length
  console.log(`looked at ${Object.keys(pages).length} pages in ${views} views each, ${failed} with faults`)
  return failed
}

/** @returns the faults of a page, one sentence each */
async function lookAt(browser: Browser, name: string, url: string): Promise<string[]> {
  const page = await browser.newPage()
  const expected = name === 'absent' ? 404 : 200
  const faults: string[] = []
  page.on('console', (message) => {
    // The browser itself logs a 404 as an error.
    const isExpected = expected === 404 && message.location().url === url
    if (message.type() === 'error' && !isExpected) {
      faults.push(`the console says "${message.text()}" of ${message.location().url}`)
    }
  })
  page.on('pageerror', (error) => faults.push(`the page throws ${error.message}`))
  page.on('requestfailed', (request) => faults.push(`${request.url()} cannot be had`))
  const response = await page.goto(url, { waitUntil: 'load' })
  if (response?.status() !== expected) faults.push(`it answers ${response?.status()}`)
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme })
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      const found = await measure(page)
      faults.push(...found.map((fault) => `at ${width} px, ${colorScheme}: ${fault}`))
      if (screenshots !== undefined) {
        await page.screenshot({
          path: join(screenshots, `${name}-${width}-${colorScheme}.png`),
          fullPage: true,
        })
      }
    }
  }
  await page.close()
  return faults
}

interface Measured {
  readonly wide: number
  readonly title: string
  readonly language: string
  readonly headings: number
  readonly broken: readonly string[]
  readonly askew: readonly string[]
}

/** Runs in the page; it is a string because this project has no type definitions for browsers. */
const measuring = `({
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  title: document.title,
  language: document.documentElement.lang,
  headings: document.querySelectorAll('h1').length,
  broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map(({ src }) => src),
  askew: [...document.querySelectorAll('[align]')]
    .filter((cell) => !getComputedStyle(cell).textAlign.endsWith(cell.getAttribute('align')))
    .map(({ textContent }) => textContent),
})`

/** Measures the page as the browser laid it out. @returns its faults, one sentence each */
async function measure(page: Page): Promise<string[]> {
  const seen = await page.evaluate<Measured>(measuring)
  return [
    ...(seen.wide > 0 ? [`it scrolls sideways by ${seen.wide} px`] : []),
    ...(seen.title === '' ? ['it has no title'] : []),
    ...(seen.language === '' ? ['it has no language'] : []),
    ...(seen.headings === 1 ? [] : [`it has ${seen.headings} headings of the first rank`]),
    ...seen.broken.map((src) => `${src} is no picture`),
    ...seen.askew.map((text) => `the cell "${text}" is not aligned as its author wrote`),
  ]
}

await main()
