import { checkHistory } from './history-property.js'
import { checkWalks } from './history-walk-property.js'

describe('The history of a scope', () => {
  it('is cut as its posts demand, wherever they come from and whatever leaves', () =>
    checkHistory(15)).timeout(60_000)

  it('is walked from its feed: each post once, and no document changes that need not', () =>
    checkWalks(8)).timeout(60_000)
})
