// Has the threads and processes that tests start load few files (docs/decisions/0020): build/program/ of what the compiler
// wrote to build/, packages and all, which then takes the place of the modules that begin them. Hundreds of threads are
// started, and most of the time that they took was that of finding and linking some hundred and fifty modules each.
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { bundle, entries } from './bundle.mjs'

await bundle('build/src', 'build/program', {
  external: ['@photostructure/sqlite'], // It looks for its binary from where it lies.
  // Packages in CommonJS ask for modules of Node by `require`.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'\nconst require = makeRequire(import.meta.url)",
  },
  sourcemap: true,
})
for (const entry of entries)
  writeFileSync(`build/src/${entry}.js`, `import '../../program/${basename(entry)}.js'\n`)
