import { join } from 'node:path'

/** The folder of fixtures. Mocha runs in the project's folder, and fixtures are read in place, not copied to the build. */
export const fixtures = join(process.cwd(), 'test', 'fixtures')
