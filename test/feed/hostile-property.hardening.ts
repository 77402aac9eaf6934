import { assertAnyFeedParses, assertAnyTextComesBack } from './hostile-property.js'

describe('Any input that the types allow, in a long run', () => {
  it('comes back unchanged, text by text, from all three formats', () => {
    assertAnyTextComesBack(5_000)
  }).timeout(600_000)

  it('gives documents that parse, and the same ones each time', () => {
    assertAnyFeedParses(5_000)
  }).timeout(600_000)
})
