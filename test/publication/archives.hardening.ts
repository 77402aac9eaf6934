import { checkHistory } from './history-property.js'
import { checkWalks } from './history-walk-property.js'

describe('The history of a scope, at length', () => {
  it('is cut as its posts demand, wherever they come from and whatever leaves', () => checkHistory(500))

  it('is walked from its feed: each post once, and no document changes that need not', () => checkWalks(150))
})
