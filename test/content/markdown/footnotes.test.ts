import assert from 'node:assert/strict'
import { renderMarkdown } from '../../../src/content/markdown/render-markdown.js'

const reference = (number: number, id = ` id="fnref-${number}"`) =>
  `<sup><a href="#fn-${number}"${id}>[${number}]</a></sup>`
const back = (number: number) => ` <a href="#fnref-${number}">↩</a>`

describe('A footnote in Markdown', () => {
  it('is placed at the end, is linked to by its number, and links back', () => {
    assert.equal(
      renderMarkdown('潮汐[^甲]。\n\n[^甲]: 见潮汐表。\n\n完。\n'),
      `<p>潮汐${reference(1)}。</p>\n<p>完。</p>\n<footer>\n<hr>\n<ol>\n` +
        `<li id="fn-1">\n<p>见潮汐表。${back(1)}</p>\n</li>\n</ol>\n</footer>\n`,
    )
  })

  it('is numbered in the order of first references', () => {
    const html = renderMarkdown('a[^x] b[^Y] c[^x]\n\n[^y]: two\n[^x]: one\n')
    assert.ok(html.startsWith(`<p>a${reference(1)} b${reference(2)} c${reference(1, '')}</p>`), html)
    assert.ok(html.indexOf('<p>one') < html.indexOf('<p>two'), html)
  })

  it('is never taken for a link, however short it is', () => {
    assert.match(renderMarkdown('a[^1]\n\n[^1]: Really.\n'), /<p>Really\.<a|<p>Really\. <a/)
  })

  it('may have indented paragraphs, lists and code', () => {
    const html = renderMarkdown('a[^1]\n\n[^1]: one\n    still one\n\n    - two\n\nb\n')
    assert.match(html, /<p>a.*<\/p>\n<p>b<\/p>/)
    assert.match(html, /<li id="fn-1">\n<p>one\nstill one<\/p>\n<ul>\n<li>two<\/li>\n<\/ul>\n<\/li>/)
  })

  it('links back to a visible reference if the first is in the alternative text of a picture', () => {
    const html = renderMarkdown('![a [^1]](a.png) b[^1]\n\n[^1]: one two\n')
    assert.ok(html.includes(`b${reference(1)}</p>`), html)
  })

  it('is not mixed up with a second note of the same label', () => {
    const html = renderMarkdown('a[^undefined] b[^x]\n\n[^undefined]: one\n\n[^x]: two\n\n[^x]: three four\n')
    assert.match(html, /<\/p>\n<p>three four<\/p>\n<footer>/)
  })

  it('does not break a link with a reference in it: that stays a link', () => {
    const html = renderMarkdown('[the report[^1]](https://a.example/r)\n\n[^1]: one two\n')
    assert.match(html, /^<p><a href="https:\/\/a\.example\/r">the report\[\^1\]<\/a><\/p>/)
  })

  const texts: [string, string, string][] = [
    ['a reference without its note', 'a[^1]', '<p>a[^1]</p>\n'],
    ['a note that nothing refers to, where it stands', '[^1]: one two\n\nb', '<p>one two</p>\n<p>b</p>\n'],
    ['code', '`a[^1]`\n\n    [^1]: b', '<p><code>a[^1]</code></p>\n<pre><code>[^1]: b\n</code></pre>\n'],
    ['a label with a blank', 'a[^b c]\n\n[^b c]: d e', '<p>a[^b c]</p>\n<p>[^b c]: d e</p>\n'],
  ]
  for (const [what, text, html] of texts) {
    it(`leaves as text: ${what}`, () => assert.equal(renderMarkdown(text), html))
  }

  it('is one of at most a thousand', () => {
    const labels = Array.from({ length: 1_001 }, (_, index) => `[^${index}]`)
    const html = renderMarkdown(
      `${labels.join(' ')}\n\n${labels.map((label) => `${label}: a b`).join('\n\n')}`,
    )
    assert.equal(html.split('<li id="fn-').length - 1, 1_000)
    assert.match(html, /\[\^1000\]<\/p>\n<p>\[\^1000\]: a b<\/p>/)
  })

  it('does not affect the next text', () => {
    const text = 'a[^1]\n\n[^1]: b c\n'
    assert.equal(renderMarkdown(text), renderMarkdown(text))
    assert.equal(renderMarkdown('a[^1]'), '<p>a[^1]</p>\n')
  })
})
