import assert from 'node:assert/strict'
import { combinationTitle, feedTitle } from '../../src/feed/titles.js'
import type { Combination } from '../../src/model/combination.js'

const site = { title: '财经要闻' }

describe('The title of a feed', () => {
  it("is the site's own for the whole site", () => {
    assert.equal(feedTitle(site), '财经要闻')
  })

  it('begins with the scope, since sidebars cut off the end', () => {
    assert.equal(feedTitle(site, '红网'), '红网 - 财经要闻')
  })

  it('says what a combination asks for, and what it excludes', () => {
    const titleOf = ({ name }: { name: string }) => (name === 'hongwang' ? '红网' : name)
    const title = (combination: Combination) => combinationTitle(site, combination, titleOf)
    assert.equal(title({ category: ['hongwang', '晨报'], tag: ['保险'] }), '红网 / 晨报 + #保险 - 财经要闻')
    assert.equal(title({ author: ['周砚'], q: ['银行 利率', '债'] }), '周砚 + “银行 利率” / “债” - 财经要闻')
    assert.equal(
      title({ category: ['hongwang'], 'not-category': ['文娱'], 'not-tag': ['棋'] }),
      '红网 − 文娱 − #棋 - 财经要闻',
    )
    assert.equal(title({ 'not-author': ['周砚'] }), '财经要闻 − 周砚')
  })

  it('has a # for a tag that shares its title with a category', () => {
    assert.equal(feedTitle(site, '红网', true), '#红网 - 财经要闻')
  })
})
