import { checkHistory } from './history-property.js'
import { checkWalks } from './history-walk-property.js'

describe('The history of a scope, at length', () => {
  // In parts, so that each has the full timeout of a test.
  for (const part of [1, 2, 3, 4, 5]) {
    it(`is cut as its posts require, whatever arrives, moves or leaves, part ${part}`, () =>
      checkHistory(100))
  }

  for (const part of [1, 2]) {
    it(`can be walked from its feed, meeting each post once, and no document changes needlessly, part ${part}`, () =>
      checkWalks(75))
  }
})
