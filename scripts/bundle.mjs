import { rmSync } from 'node:fs'
import { build } from 'esbuild'

/** What begins a process or a thread of its own, as paths of modules that the compiler wrote. */
export const entries = ['cli/main', 'cli/check-program', 'live/intake-worker', 'content/content-worker']

/**
 * Makes few files of compiled modules, beside each other in a folder of their own. Each entry is bundled by itself: what
 * two of them share they would load in as many small parts as there are ways to share.
 *
 * @param from - the folder of the compiled modules
 * @param outdir - emptied before
 * @param options - of esbuild, beside our own
 */
export async function bundle(from, outdir, options) {
  rmSync(outdir, { recursive: true, force: true })
  for (const entry of entries) {
    await build({
      entryPoints: [`${from}/${entry}.js`],
      outdir,
      entryNames: '[name]',
      chunkNames: 'part-[hash]',
      bundle: true,
      splitting: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      logLevel: 'warning',
      ...options,
    })
  }
}
