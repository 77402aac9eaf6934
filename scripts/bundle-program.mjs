// Makes the program of few files (docs/decisions/0014): dist/program/ of what the compiler wrote to dist/. Each thread
// is bundled by itself: what two of them share they would load in as many small parts as there are ways to share.
import { rmSync } from 'node:fs'
import { build } from 'esbuild'

const entries = ['cli/main', 'cli/check-program', 'live/intake-worker', 'content/content-worker']
const outdir = 'dist/program'

rmSync(outdir, { recursive: true, force: true })
for (const entry of entries) {
  await build({
    entryPoints: [`dist/${entry}.js`],
    outdir,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  })
}
