import { checkHostileBodies } from '../support/hostile-body-law.js'

describe('A hostile body', () => {
  it('gives clean HTML, which stays the same when it is rendered again', () => checkHostileBodies(300))
})
