import { rmSync } from 'node:fs'
import { build } from 'esbuild'

/** The entry modules of every process and thread, as paths beneath the compiler's output, without their suffix. */
export const entries = ['cli/main', 'cli/check-program', 'live/intake-worker', 'content/content-worker']

/**
 * Bundles compiled modules into a few files, side by side in a folder of their own. Each entry is bundled by itself:
 * bundled together, the code they share would be cut into a small chunk for every combination of entries that shares it.
 *
 * @param from - the folder of the compiled modules
 * @param outdir - emptied first
 * @param options - for esbuild, in addition to our own
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
