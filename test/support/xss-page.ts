import type { Browser, Page, Request } from 'playwright-core'

const address = 'https://page.example/'
/** The host whose frames are kept. */
export const frameHost = 'player.example.com'
/** The kinds of requests that a clean body may cause. */
const harmless = new Set(['image', 'media', 'texttrack'])
const nonce = 'ours'
// Report-only, so that a script still runs, and is noticed in two ways.
const policy =
  `script-src 'nonce-${nonce}'; style-src 'none'; object-src 'none'; frame-src https://${frameHost}; base-uri 'none'; ` +
  `form-action 'none'; connect-src 'none'`

/**
 * Shows rendered bodies in a browser, as readers do: each through the parser, through `innerHTML`, and through
 * `innerHTML` of the result. Then dispatches many kinds of events to every element.
 *
 * @returns every sign that something ran or escaped, one sentence each; empty if there was none
 */
export async function findLife(browser: Browser, bodies: readonly string[]): Promise<string[]> {
  const page = await browser.newPage()
  const life: string[] = []
  page.on('dialog', (dialog) => {
    life.push(`a dialog says ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', () => life.push('a window opened'))
  page.on('framenavigated', (frame) => {
    if (frame.url() !== address && !isFrame(frame.url())) life.push(`a frame went to ${frame.url()}`)
  })
  await page.route('**/*', async (route) => {
    const request = route.request()
    if (request.url() === address) await route.fulfill(documentOf(bodies))
    else if (isFrame(request.url())) await route.fulfill({ contentType: 'text/html', body: '' })
    else {
      if (!harmless.has(request.resourceType())) life.push(asked(request))
      await route.abort()
    }
  })
  try {
    await page.goto(address, { waitUntil: 'load' })
    return [...life, ...(await askPage(page))]
  } finally {
    await page.close()
  }
}

function isFrame(url: string): boolean {
  return url.startsWith(`https://${frameHost}/`)
}

function asked(request: Request): string {
  return `a ${request.resourceType()} was asked for at ${request.url().slice(0, 100)}`
}

function documentOf(bodies: readonly string[]) {
  const shown = bodies.map((body) => `<div class=body>${body}</div><hr class=after>`).join('\n')
  // `<` is escaped, so that no body ends the script that contains it.
  const data = JSON.stringify(bodies).replaceAll('<', '\\u003c')
  return {
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy-report-only': policy },
    body:
      `<!doctype html><script nonce=${nonce}>${hooks}</script><main>${shown}</main>` +
      `<script nonce=${nonce}>const bodies = ${data};(${inspect})(bodies)</script>`,
  }
}

/** What the page's own script found, once its events have had time to take effect. */
function askPage(page: Page): Promise<string[]> {
  return page.evaluate('new Promise((resolve) => setTimeout(() => resolve(window.life), 50))')
}

const hooks = `
window.life = []
const say = (what) => life.length < 50 && life.push(String(what).slice(0, 300))
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch', 'setInterval', 'postMessage'])
  window[name] = (...args) => say(name + ' was called: ' + args[0])
addEventListener('securitypolicyviolation', (event) => say('against the policy: ' + event.violatedDirective + ' ' + event.sample + ' ' + event.blockedURI))
addEventListener('click', (event) => event.preventDefault(), true)
addEventListener('submit', (event) => event.preventDefault(), true)
`

const inspect = `(bodies) => {
  const main = document.querySelector('main')
  const shown = [...document.querySelectorAll('.body')]
  if (shown.length !== bodies.length) say('bodies were lost')
  for (const [index, element] of shown.entries()) {
    const after = element.nextSibling
    if (element.parentElement !== main || after === null || after.className !== 'after')
      say('left its container: ' + bodies[index])
  }
  if (main.parentElement !== document.body || document.body.children.length !== 2) say('left the page')
  for (const body of bodies) {
    const first = document.createElement('div'), second = document.createElement('div')
    document.body.append(first, second)
    first.innerHTML = body
    second.innerHTML = first.innerHTML
  }
  const never = /^(SCRIPT|STYLE|IFRAME|FRAME|OBJECT|EMBED|BASE|META|LINK|FORM|INPUT|BUTTON|TEXTAREA|SELECT|TEMPLATE|NOSCRIPT|XMP|TITLE)$/i
  const safe = /^(https?:|mailto:|tel:|data:image\\/(png|gif|jpe?g|webp);)/
  for (const element of document.querySelectorAll('main *, body > div *')) {
    const allowedFrame = element.matches('iframe[src^="https://${frameHost}/"]')
    if (never.test(element.tagName) && !allowedFrame || element.namespaceURI !== document.body.namespaceURI)
      say('there is an element ' + element.outerHTML)
    for (const { name, value } of element.attributes)
      if (/^(on|style$|srcdoc$|name$|target$|data-|is$|xlink)/i.test(name)) say('there is an attribute ' + name + '=' + value)
    for (const key of ['href', 'src', 'poster', 'cite', 'currentSrc', 'data', 'action'])
      if (typeof element[key] === 'string' && element[key] !== '' && !safe.test(element[key])) say('there is an address ' + element[key])
  }
  const events = ['click', 'mouseover', 'pointerenter', 'focus', 'blur', 'load', 'error', 'toggle', 'animationstart', 'wheel', 'copy']
  for (const element of document.querySelectorAll('main *, body > div *'))
    for (const name of events) element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }))
}`
