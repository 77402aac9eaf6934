import assert from 'node:assert/strict'
import { renderFeedStylesheet } from '../../src/page/feed-stylesheet.js'
import { colours, typefaces, typefacesFor } from '../../src/page/theme.js'

describe('The stylesheet of feeds', () => {
  const chinese = renderFeedStylesheet('zh-CN', 'https://feeds.example.com/feeds.html')
  const english = renderFeedStylesheet('en', 'https://feeds.example.com/feeds.html')

  it("explains in the site's language what a feed is and how to follow one", () => {
    assert.ok(chinese.includes('订阅源（feed）是一份自动更新的文章清单。'))
    assert.ok(chinese.includes('选择“添加订阅”'))
    assert.ok(english.includes('A feed is a list of posts that keeps itself up to date.'))
    assert.doesNotMatch(english.replace(/"[^"]* (?:SC|TC)"/g, ''), /\p{Script=Han}/u)
  })

  it('never asks people to copy the address of an archive, to which nothing is added', () => {
    const archive = (text: string) => text.split('\n').find((line) => line.includes(':has(> archive)')) ?? ''
    assert.match(
      archive(chinese),
      /^:is\(channel, feed\):has\(> archive\)::before \{ content: "这里是过去的文章/,
    )
    assert.match(
      archive(english),
      /^:is\(channel, feed\):has\(> archive\)::before \{ content: "These are older posts/,
    )
    // As the guide of every other feed does:
    const guide = (text: string) =>
      text.split('\n').find((line) => line.startsWith(':is(channel, feed)::before')) ?? ''
    for (const text of [chinese, english]) {
      assert.match(guide(text), /本页地址|address of this page/)
      assert.doesNotMatch(archive(text), /本页地址|address of this page/)
    }
  })

  it('gives the full address of the list of all feeds', () => {
    assert.ok(chinese.includes('"全部订阅源：https://feeds.example.com/feeds.html"'))
  })

  it('has the colours of the pages, light and dark', () => {
    assert.ok(chinese.includes(colours.light))
    assert.match(chinese, /prefers-color-scheme: dark\) \{\n {2}:root \{ --paper: #171513;/)
  })

  it('closes what it opens', () => {
    for (const text of [chinese, english]) {
      const code = text.replace(/"[^"]*"/g, '')
      const count = (character: string) => code.split(character).length
      assert.equal(count('{'), count('}'))
      assert.equal(count('('), count(')'))
      assert.ok(!code.includes('"'))
    }
  })

  it('fetches nothing', () => {
    assert.doesNotMatch(chinese, /url\(|@import|@font-face/)
  })

  it('takes anything in an address as text', () => {
    const text = renderFeedStylesheet('en', 'https://example.com/"\\\n</style>{}')
    assert.ok(text.includes('"All feeds: https://example.com/\\22 \\5c \\a \\3c /style>{}"'))
  })
})

describe('Typefaces', () => {
  const cases: [string, string][] = [
    ['zh-CN', typefaces.simplified],
    ['zh', typefaces.simplified],
    ['zh-Hant-TW', typefaces.traditional],
    ['ZH-HK', typefaces.traditional],
    ['ja', typefaces.system],
    ['ko-KR', typefaces.system],
    ['en', typefaces.latin],
    ['kok', typefaces.latin],
  ]
  for (const [language, face] of cases) {
    it(`for ${language} are its own`, () => assert.equal(typefacesFor(language), face))
  }
})
