import assert from 'node:assert/strict'
import { renderErrorPage } from '../../src/page/error-page.js'
import { readHtml } from './html-reader.js'
import { makeFrame } from './sample.js'

describe('The page of an error', () => {
  const read = (status: number, reason: string, language?: string) =>
    readHtml(renderErrorPage(makeFrame(language), { status, title: 'Oops', reason }))
  const main = (elements: ReturnType<typeof read>) => elements.find(({ name }) => name === 'main')?.text ?? ''

  it("has the status, its name in the site's language, and the reason", () => {
    assert.match(
      main(read(404, 'Nothing at /x')),
      /404\s+没有这个页面\s+这个地址没有内容：也许写错了，也许已经移走。\s+首页\s+全部订阅源/,
    )
    assert.match(main(read(418, 'A teapot')), /418\s+Oops\s+A teapot/)
    assert.match(main(read(404, 'Nothing at /x', 'en')), /404\s+Oops\s+Nothing at \/x\s+Home\s+All feeds/)
  })

  it('has the given title for a status without a name of its own', () => {
    assert.match(main(read(418, '')), /418\s+Oops\s+首页/)
  })

  it('asks not to be indexed', () => {
    const robots = read(410, '').find(({ attributes }) => attributes.get('name') === 'robots')
    assert.equal(robots?.attributes.get('content'), 'noindex')
  })
})
