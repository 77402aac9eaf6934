import { assertAnyFeedParses, assertAnyTextComesBack } from './hostile-property.js'

describe('Any input that the types allow, at length', () => {
  it('comes back, text for text, from all three formats', () => {
    assertAnyTextComesBack(5_000)
  }).timeout(600_000)

  it('gives documents that can be parsed, the same ones each time', () => {
    assertAnyFeedParses(5_000)
  }).timeout(600_000)
})
