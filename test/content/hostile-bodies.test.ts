import { checkHostileBodies } from '../support/hostile-body-law.js'

describe('A hostile body', () => {
  it('gives clean HTML, which comes back as it is when it is rendered again', () => checkHostileBodies(300))
})
