import assert from 'node:assert/strict'
import { loadConfig } from '../../src/config/load-config.js'
import { siteOf } from '../../src/config/site-of.js'

function siteWith(environment: Record<string, string>, port = 3000) {
  const loaded = loadConfig({ environment })
  return 'config' in loaded ? siteOf(loaded.config, port) : assert.fail()
}

describe('The site that settings describe', () => {
  it('has its public address, with which its guids begin', () => {
    assert.deepEqual(
      siteWith({ SITE_URL: 'https://x.cn/news/', SITE_AUTHOR: '编辑部', SITE_ICON: 'https://x.cn/i.png' }),
      {
        title: 'Feedmill',
        description: 'A folder of posts in; every feed out',
        url: 'https://x.cn/news',
        guidBase: 'https://x.cn/news',
        language: 'zh-CN',
        timeZone: 'Asia/Shanghai',
        author: '编辑部',
        icon: 'https://x.cn/i.png',
      },
    )
  })

  it('keeps its guids when it moves', () => {
    const { url, guidBase } = siteWith({ SITE_URL: 'https://new.cn', GUID_BASE: 'http://old.cn/' })
    assert.deepEqual([url, guidBase], ['https://new.cn', 'http://old.cn'])
  })

  it('is at localhost and the port if it has no address, and its guids leave out the port', () => {
    const { url, guidBase } = siteWith({ PORT: '0' }, 49_152)
    assert.deepEqual([url, guidBase], ['http://localhost:49152', 'http://localhost'])
    assert.equal(siteWith({}, 80).url, 'http://localhost')
  })

  it('has neither author nor icon if none is set', () => {
    assert.deepEqual(
      Object.keys(siteWith({})).filter((key) => key === 'author' || key === 'icon'),
      [],
    )
  })
})
