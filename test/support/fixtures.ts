import { join } from 'node:path'

/** Mocha runs in the project's folder, and fixtures are read where they lie, not copied to the build. */
export const fixtures = join(process.cwd(), 'test', 'fixtures')
