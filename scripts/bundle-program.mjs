// Bundles the program into a few files (docs/decisions/0014): dist/program/, from what the compiler wrote to dist/.
import { bundle } from './bundle.mjs'

await bundle('dist', 'dist/program', { packages: 'external' })
