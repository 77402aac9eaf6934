import assert from 'node:assert/strict'
import { absolute, type Site } from '../../src/model/site.js'

describe('An absolute address', () => {
  it('is the path appended to the address of the site, whose own path is kept', () => {
    const site: Site = {
      title: '',
      description: '',
      url: 'https://x.cn/news',
      guidBase: '',
      language: 'zh-CN',
      timeZone: 'UTC',
    }
    assert.equal(absolute(site, '/feed.xml'), 'https://x.cn/news/feed.xml')
  })
})
