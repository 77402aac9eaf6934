import { checkHostileBodies } from '../support/hostile-body-law.js'

describe('Twenty thousand hostile bodies', () => {
  it('give clean HTML, which stays the same when it is rendered again', () => checkHostileBodies(20_000))
})
