import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type OpmlFeed, renderOpml, renderOutlineGroup, renderOutlines } from '../../src/feed/opml.js'
import { toFeedText } from '../../src/feed/xml-text.js'
import { anyText } from './hostile-property.js'
import { childrenOf, onlyChild, parseXml, textOf } from './parse-documents.js'

const feed: OpmlFeed = {
  title: '红网 - 财经早知道',
  address: 'https://news.example/hongwang.xml',
  page: 'https://news.example/category/hongwang.html',
  description: '红网的消息',
}

describe('A list of feeds for import', () => {
  it('is written as OPML 2.0 defines it, to the byte', () => {
    const outlines =
      renderOutlines([{ ...feed, title: '财经早知道' }]) + renderOutlineGroup('分类', renderOutlines([feed]))
    assert.equal(
      renderOpml('财经早知道', outlines),
      `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head>
<title>财经早知道</title>
<docs>http://opml.org/spec2.opml</docs>
</head>
<body>
<outline type="rss" text="财经早知道" title="财经早知道" xmlUrl="https://news.example/hongwang.xml" htmlUrl="https://news.example/category/hongwang.html" description="红网的消息"/>
<outline text="分类" title="分类">
<outline type="rss" text="红网 - 财经早知道" title="红网 - 财经早知道" xmlUrl="https://news.example/hongwang.xml" htmlUrl="https://news.example/category/hongwang.html" description="红网的消息"/>
</outline>
</body>
</opml>
`,
    )
  })

  it('leaves out a missing description', () => {
    const { description: _, ...plain } = feed
    assert.ok(!renderOutlines([plain]).includes('description'))
  })

  it('is well-formed, and every text comes back from it unchanged, whatever it is', () => {
    const property = fc.property(anyText, anyText, anyText, (title, name, description) => {
      const outlines = renderOutlineGroup(name, renderOutlines([{ ...feed, title, description }]))
      const root = parseXml(renderOpml(title, outlines))
      const group = onlyChild(onlyChild(root, 'body'), 'outline')
      const [outline] = childrenOf(group, 'outline')
      assert.equal(textOf(onlyChild(root, 'head'), 'title'), toFeedText(title))
      assert.equal(group.attributes['text'], toFeedText(name))
      assert.deepEqual(
        [outline?.attributes['text'], outline?.attributes.title, outline?.attributes['description']],
        [toFeedText(title), toFeedText(title), toFeedText(description)],
      )
    })
    fc.assert(property, { numRuns: 300 })
  })
})
