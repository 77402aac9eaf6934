import { colours, typefaces } from './theme.js'

/**
 * The stylesheet of all pages: a newspaper's front page and its columns, designed for phones first.
 *
 * Nothing in a post makes the page scroll sideways: long words break, tables and code scroll by themselves. Nor does
 * an endless title push others off a list or the front page: there it is cut after four lines.
 */
export const stylesheet = `@charset "utf-8";
:root {
  color-scheme: light dark;
  ${colours.light}
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
}
@media (prefers-color-scheme: dark) {
  :root { ${colours.dark} }
}
[lang] {
  ${typefaces.latin}
  font-family: var(--sans);
}
[lang]:lang(zh) {
  ${typefaces.simplified}
}
[lang]:lang(zh-Hant), [lang]:lang(zh-TW), [lang]:lang(zh-HK) {
  ${typefaces.traditional}
}
[lang]:lang(ja), [lang]:lang(ko) { ${typefaces.system} }
h1[lang], :is(h2, h3) [lang], .neighbours a[lang] { font-family: var(--serif); }

*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0 auto; max-width: 76rem; padding: 0 max(1.125rem, env(safe-area-inset-right)) 2rem max(1.125rem, env(safe-area-inset-left));
  background: var(--paper); color: var(--ink); font-size: 1.0625rem; line-height: 1.75;
  line-break: strict; overflow-wrap: anywhere; text-autospace: normal; text-spacing-trim: trim-start; hanging-punctuation: first allow-end;
}
h1, h2, h3, .nameplate { margin: 0; font-family: var(--serif); font-weight: 700; line-height: 1.35; text-wrap: balance; }
:is(h1, h2, h3):lang(zh) { text-wrap: pretty; }
p, ul, ol { margin: 0; }
.description, .reason { text-wrap: pretty; }
ul, ol { padding: 0; list-style: none; }
img, video, audio, iframe { max-width: 100%; }
a { color: inherit; text-decoration: none; }
a:hover { color: var(--accent); text-decoration: underline; text-underline-offset: .2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 1px; }
time, .count, td { font-variant-numeric: tabular-nums; }
time { white-space: nowrap; }
.offset { opacity: .88; }
.skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--ink); color: var(--paper); z-index: 1; }
.skip:focus { left: 0; }

.masthead { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1.5rem; padding: .75rem 0; border-bottom: 1px solid var(--bar); box-shadow: 0 3px var(--paper), 0 6px var(--bar); }
.nameplate { font-size: 1.25rem; font-weight: 900; letter-spacing: .04em; }
.nameplate a { display: flex; align-items: center; gap: .55em; min-height: 2.75rem; }
.nameplate a:hover { text-decoration: none; }
.seal { flex: none; width: 1.6em; height: 1.6em; border-radius: .18em; background: var(--accent); color: var(--paper); line-height: 1.6em; text-align: center; letter-spacing: 0; overflow: hidden; }
.masthead ul { display: flex; gap: 1.25rem; font-size: .9375rem; }
.masthead nav a { display: block; padding: .55rem 0; }
.masthead [aria-current] { color: var(--accent); box-shadow: inset 0 -2px var(--accent); }
main { padding-top: 2rem; overflow-x: clip; overflow-clip-margin: .5rem; }

.feeds { display: flex; flex-wrap: wrap; gap: 0 .25rem; font-size: .8125rem; line-height: 1; letter-spacing: .02em; }
.feeds a { display: block; padding: .6rem .5rem; color: var(--accent); }
.meta, .brief time, .count, .kicker, .extent, .import { color: var(--soft); font-size: .8125rem; }
.meta { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1em; }
.authors > * { display: inline-block; padding: .15rem .5em .15rem 0; color: var(--ink); }
.empty { padding: 2rem 0; color: var(--soft); }
.summary { margin-top: .35rem; color: var(--soft); font-size: .9375rem; line-height: 1.7; }
.thumbnail { display: block; object-fit: cover; background: var(--tint); }
.brief li { padding: .6rem 0; border-bottom: 1px solid var(--rule); line-height: 1.5; break-inside: avoid; }
.brief li:last-child { border: 0; }
.brief a { padding: .1rem 0; }
:is(.brief, .neighbours, .lead h3, .entry h2) a { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
.scopes { display: flex; flex-wrap: wrap; gap: 0 .9rem; font-size: .8125rem; }
.scopes li > * { display: block; padding: .25rem 0; color: var(--soft); }
.scopes a:hover { color: var(--accent); }
.scopes .tag > ::before { content: "#"; color: var(--accent); margin-right: .1em; }

.home .nameplate { font-size: clamp(2rem, 1.2rem + 4vw, 3.5rem); line-height: 1.2; }
.home .masthead { padding: 1.25rem 0 1rem; }
.home main { padding-top: 6px; }
.dateline .feeds { margin-left: -.5rem; }
.dateline { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.5rem; padding: .35rem 0; border-bottom: 1px solid var(--rule); color: var(--soft); font-size: .8125rem; }
.motto { color: var(--ink); flex: 1 1 24rem; }
.sections { display: flex; align-items: baseline; gap: 0 1.5rem; border-bottom: 1px solid var(--rule); font-size: .9375rem; }
.sections p { flex: none; color: var(--soft); font-size: .8125rem; }
.sections p a { color: var(--accent); }
.sections ul { display: flex; gap: 0 1.25rem; overflow-x: auto; white-space: nowrap; scrollbar-width: thin; }
.sections a { display: inline-block; padding: .5rem 0; }
.home h2 { margin: 2.25rem 0 1rem; font-size: 1.125rem; letter-spacing: .08em; color: var(--accent); }
.lead h3 { margin: 0 0 .5rem; font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.25rem); font-weight: 900; }
.lead .summary { max-width: 42rem; color: var(--ink); font-size: 1rem; }
.lead .thumbnail { width: 100%; aspect-ratio: 16 / 9; margin-bottom: 1rem; }
.front > .brief { margin-top: 1.25rem; border-top: 1px solid var(--rule); }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 2.25rem 2.5rem; }
section.tag { display: grid; grid-template-columns: 1fr auto; align-content: start; align-items: center; border-top: 2px solid var(--bar); padding-top: .5rem; min-width: 0; }
.tag h3 { grid-column: 1 / -1; font-size: 1.25rem; }
.tag h3 a { display: block; padding: .15rem 0; }
.tag .brief { grid-column: 1 / -1; font-size: .9375rem; }
.tag .feeds { margin-right: -.5rem; }

.heading { max-width: 42rem; }
.heading h1 { font-size: clamp(1.625rem, 1.2rem + 2.2vw, 2.5rem); font-weight: 900; }
.kicker { color: var(--accent); letter-spacing: .25em; }
.emblem { float: right; height: 5.5rem; max-width: 40%; margin: .25rem 0 .5rem 1rem; object-fit: contain; object-position: right top; }
.description { margin-top: .5rem; color: var(--soft); }
.subscribe { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; margin-top: 1.25rem; font-size: .875rem; clear: both; }
:is(.subscribe, .whole) .feeds { gap: .5rem; }
:is(.subscribe, .whole) .feeds a { padding: .75rem 1rem; border: 1px solid var(--rule); border-radius: 2px; }
:is(.subscribe, .whole) .feeds a:hover { border-color: var(--accent); text-decoration: none; }
.subscribe .count { margin-left: auto; }
.extent { margin-top: 1.25rem; }
.listing main, .post main, .error main { max-width: 42rem; margin: 0 auto; }
.entries { margin-top: 1.25rem; border-top: 2px solid var(--bar); }
.entry { padding: 1.25rem 0; border-bottom: 1px solid var(--rule); }
.entry::after { content: ""; display: block; clear: both; }
.entry h2 { font-size: 1.25rem; line-height: 1.45; text-wrap: pretty; }
.entry .thumbnail { float: right; width: 6rem; height: 4.5rem; margin: .35rem 0 .5rem 1rem; }

.post .heading { padding-bottom: 1.25rem; border-bottom: 1px solid var(--rule); }
.post .heading h1 { margin-bottom: .75rem; }
.body { padding: .5rem 0 1.5rem; }
.body > * { margin: 1.25em 0; }
.body > :first-child { margin-top: 1rem; }
.body > * ~ :is(h2, h3, h4, h5, h6) { margin: 2em 0 .75em; }
.body :is(h2, h3, h4, h5, h6) { font-family: var(--serif); line-height: 1.4; font-size: 1.0625rem; }
.body h2 { font-size: 1.375rem; }
.body h3 { font-size: 1.1875rem; }
.body a { text-decoration: underline; text-decoration-color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .25em; }
.body :is(ul, ol) { padding-inline-start: 1.6em; list-style: revert; }
.body li { margin: .35em 0; }
.body blockquote { margin-inline: 0; padding-inline-start: 1.25rem; border-inline-start: 3px solid var(--accent); color: var(--soft); }
.body :is(img, video) { height: auto; vertical-align: middle; }
.body iframe { width: 100%; border: 0; }
.body figure { margin-inline: 0; }
.body figcaption { margin-top: .5em; color: var(--soft); font-size: .875rem; }
.body :is(code, kbd, samp) { font-family: var(--mono); font-size: .875em; background: var(--tint); padding: .1em .3em; border-radius: 2px; }
.body pre { overflow-x: auto; padding: 1rem; background: var(--tint); border-left: 3px solid var(--rule); line-height: 1.6; tab-size: 4; overflow-wrap: normal; text-autospace: no-autospace; }
.body pre code { padding: 0; background: none; }
.body table { display: block; width: max-content; max-width: 100%; overflow-x: auto; border-collapse: collapse; background: linear-gradient(to left, var(--paper), transparent) right / 3rem 100% no-repeat local, linear-gradient(to left, var(--rule), transparent) right / 1rem 100% no-repeat; font-size: .875rem; line-height: 1.5; overflow-wrap: normal; font-variant-numeric: tabular-nums; }
.body tr { vertical-align: top; }
.body :is(th, td) { min-width: 6.25em; padding: .5em; border-bottom: 1px solid var(--rule); }
.body th:not([align]) { text-align: start; }
.body th { border-bottom-color: var(--bar); white-space: nowrap; }
.body caption { color: var(--soft); text-align: start; }
.body hr { width: 4rem; margin: 2.5em auto; border: 0; border-top: 3px double var(--rule); }
em:lang(zh), em:lang(ja) { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right; }
:is(cite, dfn, address, i):lang(zh) { font-style: normal; }
ruby rt { font-size: .55em; }
sup, sub { line-height: 0; }
summary { cursor: pointer; }

.carriers { margin-top: 2rem; padding-top: 1rem; border-top: 2px solid var(--bar); font-size: .9375rem; }
.carriers.none { color: var(--soft); }
.carriers h2 { margin-bottom: .35rem; font-size: 1rem; letter-spacing: .04em; }
.carriers > ul > li { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75rem; padding: .15rem 0; border-bottom: 1px solid var(--rule); }
.carriers .kind { flex: none; color: var(--soft); font-size: .8125rem; }
.carriers .feeds { margin-left: auto; }
.neighbours { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: 1rem 2.5rem; margin-top: 2rem; line-height: 1.5; }
.neighbours span { display: block; color: var(--accent); font-size: .8125rem; }
.neighbours a { font-family: var(--serif); font-weight: 700; }

.guide { max-width: 42rem; margin-top: 1.25rem; }
.guide h2 { margin-bottom: .35rem; font-size: 1.1875rem; }
.guide ol { margin: .6rem 0; padding-left: 1.6em; list-style: decimal; }
.other { margin-top: .75rem; }
.other summary { padding: .5rem 0; color: var(--accent); }
.whole, .list { margin-top: 2.5rem; padding-top: .75rem; border-top: 2px solid var(--bar); }
.whole { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; }
.whole h2, .list h2 { font-size: 1.375rem; }
.contents ul, .jump ul, .pager ul, .ways { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.contents { margin-top: 1rem; }
:is(.contents, .jump, .pager, .more, .ways, .import) a { display: inline-block; padding: .4rem 0; color: var(--accent); }
.jump { font-size: .875rem; }
.pager, .parts + .import { margin-top: 1.5rem; }
.whole .import { flex-basis: 100%; }
.pager ul { align-items: baseline; }
.pager [aria-current] { color: inherit; font-weight: 700; }
.jump a { display: block; max-width: 11rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.parts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem 4rem; }
.part:nth-last-child(n + 2) { content-visibility: auto; contain-intrinsic-size: auto 131rem; }
.part table { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: .9375rem; line-height: 1.4; }
.part :is(th, td) { padding: 0; border-bottom: 1px solid var(--rule); font-weight: 400; text-align: left; width: 3.25rem; }
.part th:first-child { width: auto; }
.part tr > :nth-child(2) { text-align: right; padding-right: .75rem; color: var(--soft); width: 4rem; }
.part thead th { padding: .5rem 0; color: var(--soft); font-size: .8125rem; }
.part a { display: block; padding: .6rem 0; }
.part td a { color: var(--accent); font-size: .8125rem; }

.status { color: var(--accent); font-family: var(--serif); font-size: 4rem; font-weight: 900; line-height: 1.2; }
.error h1 { font-size: 1.75rem; }
.reason { margin: .5rem 0 1.5rem; color: var(--soft); }
.foot .feeds { margin-left: -.5rem; }
.foot { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25rem; margin-top: 4rem; padding-top: .75rem; border-top: 1px solid var(--bar); box-shadow: 0 -3px var(--paper), 0 -6px var(--bar); color: var(--soft); font-size: .875rem; }
.foot p a { display: inline-block; padding: .5rem 0; }

@media (max-width: 47.99rem) {
  .columns { row-gap: 1.25rem; }
  section.tag { grid-template-columns: 1fr auto auto; column-gap: .75rem; }
  .tag h3 { grid-column: auto; font-size: 1.125rem; }
  .tag .brief li:nth-child(n + 4) { display: none; }
  .tag .brief li:nth-child(3) { border-bottom: 0; }
}
@media (min-width: 48rem) {
  .sections ul { flex-wrap: wrap; }
  body { padding-inline: 2.5rem; }
  main { padding-top: 3rem; }
  .lead { display: flex; gap: 2.5rem; align-items: center; }
  .lead > * { flex: 1; }
  .lead .thumbnail { flex: 0 0 54%; min-width: 0; margin: 0; }
  .front > .brief { columns: 3 17rem; column-gap: 3rem; column-rule: 1px solid var(--rule); margin-top: 1.75rem; padding-top: .75rem; }
  .foot p:last-child { margin-left: auto; }
  .entry .thumbnail { width: 9rem; height: 6.5rem; margin-left: 1.5rem; }
}
@media (pointer: coarse) {
  .feeds a { padding-block: .95rem; }
  .scopes li > * { padding-block: .6rem; }
}
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
  a { transition: color .15s; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --bar: #000; --soft: #444; --rule: #bbb; --tint: #f6f6f6; --accent: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav, .skip, .feeds, .subscribe, .carriers, .foot, .other { display: none; }
  .body pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .body table { display: table; width: auto; background: none; }
  .body :is(th, td) { min-width: 0; white-space: normal; }
  .body a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .8em; color: var(--soft); }
  h1, h2, h3, h4 { break-after: avoid; }
  figure, img, pre, tr, .entry { break-inside: avoid; }
}
`
