// Bundles the threads and processes that tests start into a few files (docs/decisions/0020): build/program/, from what the
// compiler wrote to build/, packages included. The bundles then replace the entry modules. Tests start hundreds of threads,
// and most of their time went into finding and linking some hundred and fifty modules each.
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { bundle, entries } from './bundle.mjs'

await bundle('build/src', 'build/program', {
  external: ['@photostructure/sqlite'], // It locates its binary relative to its own file.
  // CommonJS packages load Node's modules with `require`.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'\nconst require = makeRequire(import.meta.url)",
  },
  sourcemap: true,
})
for (const entry of entries)
  writeFileSync(`build/src/${entry}.js`, `import '../../program/${basename(entry)}.js'\n`)
