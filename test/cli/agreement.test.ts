import assert from 'node:assert/strict'
import { join } from 'node:path'
import { examineFolder } from '../../src/cli/examine-folder.js'
import { openPublication } from '../../src/cli/open-publication.js'
import { readOptionsOf } from '../../src/cli/read-options.js'
import { loadConfig } from '../../src/config/load-config.js'
import type { Config } from '../../src/config/settings.js'
import { siteOf } from '../../src/config/site-of.js'
import { formatProblem, type Problem } from '../../src/model/problem.js'
import { fixtures } from '../support/fixtures.js'
import { folderForEach } from '../support/temporary-folder.js'

/** Codes that only `check` reports: it renders every body, while `serve` renders on request. */
const ofBodies = new Set(['markup-dropped', 'too-complex', 'asset-missing', 'enclosure-invalid'])

function configOf(folder: string, dataDir: string): Config {
  const environment = { SITE_URL: 'https://feeds.example.com', DATA_DIR: dataDir }
  const loaded = loadConfig({ environment, contentDir: join(fixtures, folder) })
  assert.ok('config' in loaded)
  return loaded.config
}

async function examined(config: Config) {
  const site = siteOf(config, config.PORT)
  const root = config.CONTENT_DIR
  const read = readOptionsOf(config, site)
  const examination = { root, read, drafts: false, site, iframeHosts: [], future: false, now: Date.now }
  const problems: Problem[] = []
  for await (const finding of examineFolder(examination)) problems.push(...finding.problems)
  return problems
}

/** One line per problem, in their order. */
function told(problems: readonly Problem[]): string[] {
  return problems
    .filter(({ code }) => !ofBodies.has(code))
    .map((problem) => `${problem.severity} ${formatProblem(problem)}`)
}

describe('check and serve', () => {
  const data = folderForEach()

  for (const folder of [
    'quirks',
    'sites/duplicates',
    'sites/one-error',
    'sites/warnings',
    'sites/hidden-page',
    'sites/aliases',
  ]) {
    it(`report the same problems in ${folder}, in the same order`, async () => {
      const config = configOf(folder, data.path)
      const open = await openPublication(config)
      try {
        await open.ready
        const report = open.operations.problems?.()
        assert.ok(typeof report === 'object')
        assert.deepEqual(told(await examined(config)), told(report.problems))
        assert.equal(report.errors + report.warnings, report.problems.length)
      } finally {
        await open.close()
      }
    })
  }
})
