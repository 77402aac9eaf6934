import assert from 'node:assert/strict'
import { feedTitle } from '../../src/feed/titles.js'

const site = { title: '财经要闻' }

describe('The title of a feed', () => {
  it("is the site's alone for the whole site", () => {
    assert.equal(feedTitle(site), '财经要闻')
  })

  it('begins with the scope, since sidebars cut the end', () => {
    assert.equal(feedTitle(site, '红网'), '红网 - 财经要闻')
  })

  it('has a # for a tag that is called like a category', () => {
    assert.equal(feedTitle(site, '红网', true), '#红网 - 财经要闻')
  })
})
