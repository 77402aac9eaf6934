import { toRfc3339 } from '../model/time-text.js'
import { alternateLinks, feedLinks } from './feed-links.js'
import { type Html, html, isWebAddress } from './html.js'
import { languageAttributes } from './language.js'
import { paper } from './theme.js'
import type { Frame, PostView, ScopeView } from './view.js'
import type { Words } from './words.js'
import { wordsFor } from './words-for.js'

/** What a page says about itself, besides its content. */
export interface PageHead {
  readonly kind: 'home' | 'listing' | 'post' | 'directory' | 'error'
  /** Without the site's title, which is appended; the home page has none. */
  readonly title?: string
  readonly description?: string | undefined
  /** Absolute address. Error pages have none, and so ask not to be indexed. */
  readonly canonical?: string
  readonly image?: string | undefined
  /** Scopes whose feeds the page offers to readers, ahead of the site's, which every page offers. */
  readonly scopes?: readonly ScopeView[]
  /** The post whose page it is. */
  readonly post?: PostView
}

/**
 * Renders a whole page: head, masthead, main content and footer. It has no script and no inline style,
 * so that `default-src 'none'; style-src 'self'` holds.
 *
 * @param main - content of `<main>`, with the page's one `h1`, except on the home page
 * @returns the whole document; equal arguments give equal text
 */
export function renderLayout(frame: Frame, head: PageHead, main: Html): string {
  const words = wordsFor(frame.site.language)
  return String(html`<!DOCTYPE html>
<html${languageAttributes(frame.site.language)}>
<head>
${metadata(frame, head)}${alternateLinks(offered(frame, head))}
</head>
<body class="${head.kind}">
<a class="skip" href="#main">${words.skip}</a>
${masthead(frame, head, words)}
<main id="main">
${main}
</main>
${foot(frame, words)}
</body>
</html>
`)
}

/** The page's own scopes, then the site; no scope twice. */
function offered({ wholeSite }: Frame, { scopes = [] }: PageHead): ScopeView[] {
  return [...scopes.filter(({ kind }) => kind !== 'site'), wholeSite]
}

function metadata({ site, stylesheet }: Frame, head: PageHead): Html {
  const title = head.title === undefined ? site.title : `${head.title} - ${site.title}`
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head.description && html`<meta name="description" content="${head.description}">\n`}${
  head.canonical === undefined
    ? html`<meta name="robots" content="noindex">\n`
    : html`<link rel="canonical" href="${head.canonical}">\n`
}<meta name="generator" content="Feedmill">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="${paper.light}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${paper.dark}" media="(prefers-color-scheme: dark)">
<link rel="stylesheet" href="${stylesheet}">
${site.icon === undefined ? noIcon : html`<link rel="icon" href="${site.icon}">\n`}${preview(site.title, title, head)}`
}

/** Without an icon link, browsers request `/favicon.ico` from every host. */
const noIcon = html`<link rel="icon" href="data:,">\n`

/**
 * What messengers and readers show for a shared address (The Open Graph protocol). Only the picture and the
 * times add to what `title` and `description` say.
 */
function preview(siteTitle: string, title: string, head: PageHead): Html | undefined {
  if (head.canonical === undefined) return undefined
  const { post, image } = head
  return html`<meta property="og:site_name" content="${siteTitle}">
<meta property="og:type" content="${post === undefined ? 'website' : 'article'}">
<meta property="og:title" content="${head.title ?? title}">
<meta property="og:url" content="${head.canonical}">${
    head.description && html`\n<meta property="og:description" content="${head.description}">`
  }${image !== undefined && isWebAddress(image) && html`\n<meta property="og:image" content="${image}">`}${
    post &&
    html`
<meta property="article:published_time" content="${toRfc3339(post.published)}">
<meta property="article:modified_time" content="${toRfc3339(post.updated)}">`
  }`
}

function masthead({ site, wholeSite, feedsPage }: Frame, { kind }: PageHead, words: Words): Html {
  const name = html`<a href="${wholeSite.page}"><span class="seal" aria-hidden="true">${initial(site.title)}</span>${site.title}</a>`
  const here = (page: PageHead['kind']) => kind === page && html` aria-current="page"`
  return html`<header class="masthead">
${kind === 'home' ? html`<h1 class="nameplate">${name}</h1>` : html`<p class="nameplate">${name}</p>`}
<nav aria-label="${words.mainMenu}"><ul>
<li><a href="${wholeSite.page}"${here('home')}>${words.home}</a></li>
<li><a href="${feedsPage}"${here('directory')}>${words.allFeeds}</a></li>
</ul></nav>
</header>`
}

let graphemes: Intl.Segmenter | undefined

/** The first character of the title as people see it, for the seal beside it. */
function initial(title: string): string {
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  for (const { segment } of graphemes.segment(title.trim())) return segment
  return ''
}

function foot({ site, wholeSite, feedsPage }: Frame, words: Words): Html {
  return html`<footer class="foot">
<p>${words.subscribe}${words.colon}<a href="${wholeSite.page}">${site.title}</a></p>
${feedLinks(wholeSite, words)}
<p><a href="${feedsPage}">${words.allFeeds}</a></p>
</footer>`
}
