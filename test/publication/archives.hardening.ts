import { checkHistory } from './history-property.js'
import { checkWalks } from './history-walk-property.js'

describe('The history of a scope, at length', () => {
  // In parts, so that each has the whole time of a test.
  for (const part of [1, 2, 3, 4, 5]) {
    it(`is cut as its posts demand, wherever they come from and whatever leaves, part ${part}`, () =>
      checkHistory(100))
  }

  for (const part of [1, 2]) {
    it(`is walked from its feed: each post once, and no document changes that need not, part ${part}`, () =>
      checkWalks(75))
  }
})
