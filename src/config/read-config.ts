import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Problem, ProblemCode } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { type LoadedConfig, loadConfig } from './load-config.js'

/**
 * Reads the settings of this process from its environment, and from the file `.env` in the folder it was started
 * in. No other place reads either.
 *
 * @param cwd - absolute; `.env` is looked for here, and folders are relative to it
 * @param contentDir - the folder named on the command line
 * @returns as `loadConfig`, with `CONTENT_DIR` and `DATA_DIR` absolute; a `.env` that cannot be read is a Problem, a
 *   missing one is not
 */
export function readConfig(cwd: string, contentDir?: string): LoadedConfig {
  const dotenv = readDotenv(join(cwd, '.env'))
  if (typeof dotenv === 'object') return { problems: [dotenv] }
  const loaded = loadConfig({ environment: process.env, dotenvText: dotenv, contentDir })
  if ('problems' in loaded) return loaded
  const CONTENT_DIR = resolve(cwd, loaded.config.CONTENT_DIR)
  const DATA_DIR = resolve(cwd, loaded.config.DATA_DIR)
  if (CONTENT_DIR === DATA_DIR) return { problems: [oneFolder(DATA_DIR)] }
  return { config: { ...loaded.config, CONTENT_DIR, DATA_DIR } }
}

/** A folder of its own within the content folder is allowed, such as `.feedmill`, which no scan enters. */
function oneFolder(folder: string): Problem {
  return {
    code: 'setting-invalid',
    severity: 'error',
    file: 'DATA_DIR',
    reason: `the catalogue cannot lie among the posts: CONTENT_DIR is ${quote(folder)}, too`,
    hint: 'Write another folder, such as .feedmill.',
  }
}

function readDotenv(path: string): string | Problem | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    if (error instanceof TypeError) return fault('encoding', 'the file is not UTF-8', 'Save it as UTF-8.')
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (code === 'ENOENT') return undefined
    return fault(
      'file-unreadable',
      `the file cannot be read (${code})`,
      'Allow this user to read it, or remove it.',
    )
  }
}

function fault(code: ProblemCode, reason: string, hint: string): Problem {
  return { code, severity: 'error', file: '.env', reason, hint }
}
