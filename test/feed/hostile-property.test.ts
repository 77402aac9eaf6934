import { assertAnyFeedParses, assertAnyTextComesBack } from './hostile-property.js'

describe('Any input that the types allow', () => {
  it('comes back, text for text, from all three formats', () => {
    assertAnyTextComesBack(200)
  })

  it('gives documents that can be parsed, the same ones each time', () => {
    assertAnyFeedParses(200)
  })
})
