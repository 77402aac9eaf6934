import { colours, typefacesFor } from './theme.js'
import { wordsFor } from './words-for.js'

/**
 * Renders the stylesheet for RSS and Atom feeds that are opened in a browser. It shows what a feed is, how to
 * subscribe, and the titles and dates. Bodies are escaped HTML, which a stylesheet cannot make readable: they are
 * hidden, and the address of the web page is shown.
 *
 * It is rendered for one site, in the site's language, because RSS has no attribute that would tell a stylesheet the
 * language. Nor can XML declare a viewport: phones lay the page out 980 px wide and shrink it, so letters are sized
 * by the width of the device, and everything else with them.
 *
 * @param language - of the site, BCP 47
 * @param feedsPage - absolute address of the list of feeds
 * @see Associating Style Sheets with XML documents; CSS 2.2 §12.2; Selectors 4 §6.1.1 (names match in any namespace)
 */
export function renderFeedStylesheet(language: string, feedsPage: string): string {
  const words = wordsFor(language)
  const { kicker, how, archive, page } = words.openedFeed
  const guide = [words.guide.what, how, `${words.allFeeds}${words.colon}${feedsPage}`]
  const archiveGuide = [archive, ...guide.slice(2)]
  const emptyGuide = [words.empty, ...guide.slice(0, 2)]
  return `@charset "utf-8";
:root {
  color-scheme: light dark;
  ${colours.light}
  ${typefacesFor(language)}
  background: var(--paper); color: var(--ink);
  font-family: var(--sans); font-size: 100%; line-height: 1.75; overflow-wrap: anywhere; line-break: strict;
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}
@media (prefers-color-scheme: dark) {
  :root { ${colours.dark} }
}
@media (max-device-width: 48rem) {
  :root { font-size: 2.6vw; }
}
@media (max-device-width: 30rem) {
  :root { font-size: 4.2vw; }
}
rss { display: block; }
channel, feed { display: flex; flex-direction: column; box-sizing: border-box; max-width: 44rem; margin: 0 auto; padding: 1.5rem 1.125rem 3rem; }
:is(channel, feed, item, entry) > * { display: none; }
:is(channel, feed) > title { display: block; order: -4; font: 900 1.75rem/1.35 var(--serif); }
:is(channel, feed) > title::before { content: ${cssString(kicker)}; display: block; color: var(--accent); font: 400 .8125rem/1.75 var(--sans); letter-spacing: .25em; }
channel > description, feed > subtitle { display: block; order: -3; margin-top: .5rem; color: var(--soft); }
:is(channel, feed)::before { content: ${cssLines(guide)}; order: -2; margin-top: 1.25rem; padding: .75rem 1rem; border-left: 3px solid var(--accent); background: var(--tint); font-size: .9375rem; white-space: pre-line; }
:is(channel, feed):not(:has(> :is(item, entry)))::before { content: ${cssLines(emptyGuide)}; }
:is(channel, feed):has(> archive)::before { content: ${cssLines(archiveGuide)}; }
channel > link:not([rel]), feed > link[rel="alternate"] { display: block; order: -1; margin: 1.25rem 0; padding-bottom: .75rem; border-bottom: 2px solid var(--bar); color: var(--soft); font-size: .8125rem; }
:is(channel, feed) > link::before { content: ${cssString(page + words.colon)}; }
feed > link::after { content: attr(href); }
:is(item, entry) { padding: .75rem 0; border-bottom: 1px solid var(--rule); }
:is(channel, feed) > :is(item, entry) { display: block; }
:is(item, entry) > title { display: block; font: 700 1.125rem/1.5 var(--serif); }
:is(item, entry) > :is(pubDate, published) { display: block; color: var(--soft); font-size: .8125rem; font-variant-numeric: tabular-nums; }
`
}

/** Paragraphs as one value of `content`, with an empty line between them. */
function cssLines(lines: readonly string[]): string {
  return lines.map(cssString).join(' "\\a\\a" ')
}

/** Any text as a CSS string (CSS Syntax 3 §4.3.5). */
function cssString(text: string): string {
  const escaped = text.replace(/["\\<\p{Cc}]/gu, (character) => {
    return `\\${character.codePointAt(0)?.toString(16)} `
  })
  return `"${escaped}"`
}
