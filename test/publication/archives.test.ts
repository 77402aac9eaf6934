import { checkHistory } from './history-property.js'
import { checkWalks } from './history-walk-property.js'

describe('The history of a scope', () => {
  it('is cut as its posts require, whatever arrives, moves or leaves', () => checkHistory(15)).timeout(60_000)

  it('can be walked from its feed, meeting each post once, and no document changes needlessly', () =>
    checkWalks(8)).timeout(60_000)
})
