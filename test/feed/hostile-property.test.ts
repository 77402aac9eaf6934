import { assertAnyFeedParses, assertAnyTextComesBack } from './hostile-property.js'

describe('Any input that the types allow', () => {
  it('comes back unchanged, text by text, from all three formats', () => {
    assertAnyTextComesBack(200)
  })

  it('gives documents that parse, and the same ones each time', () => {
    assertAnyFeedParses(200)
  })
})
