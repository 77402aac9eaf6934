// Shows hostile bodies in a real browser and checks that none comes alive:
// `node build/test/content/xss.browser.js [files or folders of payloads]`. Exits with 1 if one does.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { renderBody } from '../../src/content/render-body.js'
import { findLife, frameHost } from '../support/xss-page.js'
import { makeNestings, makePayloads } from '../support/xss-payloads.js'

const bodiesPerPage = 100
const context = {
  permalink: 'https://feeds.example.com/rain/harbour.html',
  assets: {},
  iframeHosts: [frameHost],
}
const args =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking ' +
  '--disable-component-update --disable-sync'

async function main(): Promise<void> {
  const { CHROMIUM = '/usr/bin/chromium' } = process.env
  const sources = process.argv.slice(2)
  const payloads =
    sources.length === 0 ? [...makePayloads(), ...makeNestings(400)] : sources.flatMap(readPayloads)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: args.split(' ') })
  try {
    await checkJudge(browser)
    const failed = await showAll(browser, [...new Set(payloads)])
    process.exitCode = failed === 0 ? 0 : 1
  } finally {
    await browser.close()
  }
}

/** A judge that sees nothing would pass everything, so it is first shown things that are alive. */
async function checkJudge(browser: Browser): Promise<void> {
  const alive = [
    '<img src=x onerror=alert(1)>',
    '<p onclick=alert(1)>a</p>',
    '<a href="javascript:alert(1)">a</a>',
    '<script src=//x.cn/a.js></script>',
    '</div>a',
    '<svg></svg>',
  ]
  for (const body of alive) {
    if ((await findLife(browser, [body])).length === 0) throw new Error(`the judge does not see ${body}`)
  }
}

/** @returns how many payloads came alive */
async function showAll(browser: Browser, payloads: readonly string[]): Promise<number> {
  const failures: string[] = []
  for (let at = 0; at < payloads.length; at += bodiesPerPage) {
    failures.push(...(await findFailures(browser, payloads.slice(at, at + bodiesPerPage))))
  }
  for (const failure of failures) console.error(failure)
  console.log(`${payloads.length - failures.length} passed, ${failures.length} failed`)
  return failures.length
}

/** Shows many on one page; if something comes alive, bisects until it is found. */
async function findFailures(browser: Browser, payloads: readonly string[]): Promise<string[]> {
  const life = await findLife(browser, payloads.flatMap(render))
  if (life.length === 0) return []
  if (payloads.length === 1) return [`${JSON.stringify(payloads[0])}: ${life.join('; ')}`]
  const half = Math.ceil(payloads.length / 2)
  const parts = [payloads.slice(0, half), payloads.slice(half)]
  const found = (await Promise.all(parts.map((part) => findFailures(browser, part)))).flat()
  return found.length > 0 ? found : [`only together: ${JSON.stringify(payloads)}: ${life.join('; ')}`]
}

function render(text: string): string[] {
  return [
    renderBody({ kind: 'html', text }, context).html,
    renderBody({ kind: 'markdown', text }, context).html,
  ]
}

/** Every line of a file, every quoted string in it, and the whole file; for a folder, of all its files. */
function readPayloads(path: string): string[] {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => readPayloads(join(path, name)))
  const text = readFileSync(path, 'utf8')
  const quoted = [...text.matchAll(/"((?:[^"\\\n]|\\.)+)"|'((?:[^'\\\n]|\\.)+)'/g)].map(
    ([, double, single]) => unescapeText(double ?? single ?? ''),
  )
  return [text, ...text.split('\n'), ...quoted].filter((payload) => payload.trim() !== '')
}

function unescapeText(text: string): string {
  const names: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0' }
  return text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gi, (_, long, short, one) =>
    one === undefined ? String.fromCharCode(Number.parseInt(long ?? short, 16)) : (names[one] ?? one),
  )
}

await main()
