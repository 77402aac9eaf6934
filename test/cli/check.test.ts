import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { check } from '../../src/cli/check.js'
import type { Problem } from '../../src/model/problem.js'
import { fixtures } from '../support/fixtures.js'
import { runProgram } from '../support/run-program.js'
import { folderForEach } from '../support/temporary-folder.js'

const site = (name: string) => join(fixtures, 'sites', name)

interface Report {
  readonly posts: number
  readonly problems: Problem[]
}

/** Runs `check --format json` and parses its document. */
async function report(folder: string, environment = {}, words: string[] = []) {
  const { code, stdout, stderr } = await runProgram(
    ['check', folder, '--format', 'json', ...words],
    environment,
  )
  const { posts, problems }: Report = JSON.parse(stdout)
  return { code, stderr, posts, problems, found: problems.map(({ code, file, line }) => [code, file, line]) }
}

describe('feedmill check', () => {
  const folder = folderForEach()

  it('finds nothing wrong in a folder without problems, and exits with 0', async () => {
    assert.deepEqual(await runProgram(['check', site('well')]), {
      code: 0,
      stdout: '1 post is well; nothing needs mending.\n',
      stderr: '',
    })
  })

  it('prints file, line, code, reason and hint of an error, and exits with 1', async () => {
    const { code, stdout, stderr } = await runProgram(['check', site('one-error')])
    assert.equal(code, 1)
    assert.equal(stderr, '')
    const [problem, summary, end] = stdout.split('\n')
    assert.match(problem ?? '', /^_posts\/2021-12-30-bad-date\.md:5: date-invalid: .*"2021-02-30.*\. .+\.$/)
    assert.equal(summary, '1 post is well; 1 error.')
    assert.equal(end, '')
  })

  it('prints one JSON document and nothing else', async () => {
    const { code, stderr, posts, problems } = await report(site('one-error'))
    assert.equal(code, 1)
    assert.equal(stderr, '')
    assert.equal(posts, 1)
    assert.equal(problems.length, 1)
    assert.deepEqual(Object.keys(problems[0] ?? {}), ['code', 'severity', 'file', 'line', 'reason', 'hint'])
    assert.equal(problems[0]?.severity, 'error')
  })

  it('warns of dropped markup, missing files and an incomplete enclosure', async () => {
    const { code, posts, problems, found } = await report(site('warnings'))
    assert.equal(code, 0)
    assert.equal(posts, 3)
    assert.deepEqual(found, [
      ['markup-dropped', '_posts/2021-12-30-dropped.md', undefined],
      ['enclosure-invalid', '_posts/2021-12-30-enclosure.md', undefined],
      ['asset-missing', '_posts/2021-12-30-missing.md', undefined],
      ['asset-missing', '_posts/2021-12-30-missing.md', undefined],
    ])
    assert.ok(problems.every(({ severity }) => severity === 'warning'))
    assert.match(problems[0]?.reason ?? '', /script.*onclick|onclick.*script/)
    assert.match(problems[1]?.reason ?? '', /lacks a length and a type/)
    assert.match(problems[2]?.reason ?? '', /"\.\.\/rain\.png"/)
    assert.match(problems[3]?.reason ?? '', /"lead\.png"/)
  })

  it('exits with 1 for a warning when it is strict, and with 0 for none', async () => {
    assert.equal((await report(site('warnings'), {}, ['--strict'])).code, 1)
    assert.equal((await report(site('well'), {}, ['--strict'])).code, 0)
  })

  it('gives a permalink and a guid to the first file by path, and reports the others', async () => {
    const { code, posts, problems, found } = await report(site('duplicates'))
    assert.equal(code, 1)
    assert.equal(posts, 2)
    assert.deepEqual(found, [
      ['duplicate-permalink', '_posts/2021-12-30-rain.md', undefined],
      ['duplicate-guid', '_posts/2021-12-31-copied.md', undefined],
    ])
    for (const { reason } of problems) assert.match(reason, /_posts\/2021-12-30-rain\.markdown/)
  })

  it('warns of a post whose address belongs to a file', async () => {
    const { found, problems } = await report(site('hidden-page'))
    assert.deepEqual(found, [['page-hidden', '_posts/2021-12-30-report.md', undefined]])
    assert.match(problems[0]?.reason ?? '', /"files\/雨\.svg"/)
  })

  it('warns of a body with more markup than a post may have', async () => {
    const header = '---\ntitle: Rain\ndate: 2022-01-05\ncategories: a\n---\n'
    folder.write('rain.html', header + '<div><b>'.repeat(100_000))
    const { found, problems } = await report(folder.path)
    assert.deepEqual(found, [['too-complex', 'rain.html', undefined]])
    assert.equal(problems[0]?.severity, 'warning')
  })

  it('finds pictures beside the post and under the folder, however they are spelled', async () => {
    const { code, found } = await report(site('assets'), {}, ['--strict'])
    assert.deepEqual(found, [])
    assert.equal(code, 0)
  })

  it('says so when it was stopped before the end, and prints no summary and no document', async () => {
    for (const format of ['text', 'json']) {
      const said: string[] = []
      const out = {
        line: () => assert.fail('nothing is known of the whole folder'),
        problem: () => assert.fail('no problem was found'),
        log: () => assert.fail('nothing is logged'),
        fault: (text: string) => said.push(text),
      }
      const context = { arguments: [site('well')], options: { format }, out, cwd: folder.path }
      assert.equal(await check.run({ ...context, signal: AbortSignal.abort() }), 1)
      assert.deepEqual(said, ['stopped before every post was read'])
    }
  })

  it('exits with 2 for a missing folder, with one line', async () => {
    const { code, stdout, stderr } = await runProgram(['check', site('nowhere')])
    assert.equal(code, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /^feedmill: .*folder-missing: .*\n$/)
  })

  it('exits with 2 for invalid settings', async () => {
    const { code, stdout, stderr } = await runProgram(['check', site('well')], {
      SITE_TIMEZONE: 'Mars/Olympus',
    })
    assert.equal(code, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /SITE_TIMEZONE.*setting-invalid/)
    assert.doesNotMatch(stderr, /\n {4}at /)
  })

  it('leaves nothing behind in the folder where it runs', async () => {
    await runProgram(['check', site('well')], {}, folder.path)
    assert.deepEqual(readdirSync(folder.path), [])
  })
})

describe('The sample site', () => {
  it('has no problems, and shows every feature', async () => {
    const { posts, found, code } = await report(resolve('content'), {}, ['--strict'])
    assert.deepEqual(found, [])
    assert.equal(code, 0)
    assert.ok(posts >= 26, `${posts} posts`)
  })
})

interface Expected {
  readonly config: Record<'url' | 'timezone' | 'permalink' | 'guid_base', string>
  readonly totals: { readonly outcomes: Record<'published' | 'quarantined' | 'withheld', number> }
  readonly posts: { readonly file: string; readonly outcome: string; readonly reason?: string }[]
}

describe('The folder of quirks', () => {
  const { config, totals, posts }: Expected = JSON.parse(
    readFileSync(join(fixtures, 'quirks', 'expected.json'), 'utf8'),
  )
  const settings = {
    SITE_URL: config.url,
    SITE_TIMEZONE: config.timezone,
    PERMALINK: config.permalink,
    GUID_BASE: config.guid_base,
  }

  it('has an error of the expected code for each broken post, and for no other', async () => {
    const read = await report(join(fixtures, 'quirks'), settings)
    const errors = new Map<string, string[]>()
    for (const { code, file, severity } of read.problems) {
      if (severity === 'error') errors.set(file, [...(errors.get(file) ?? []), code])
    }
    const broken = posts.filter(({ outcome }) => outcome === 'quarantined')
    assert.equal(read.code, 1)
    assert.equal(broken.length, totals.outcomes.quarantined)
    assert.deepEqual([...errors.keys()], broken.map(({ file }) => file).toSorted())
    for (const { file, reason } of broken)
      assert.ok(errors.get(file)?.includes(reason ?? ''), `${file} ${reason}`)
    assert.equal(read.posts, totals.outcomes.published + totals.outcomes.withheld)
  })

  it('is reported in the order of paths and lines', async () => {
    const { problems } = await report(join(fixtures, 'quirks'), settings)
    const keys = problems.map(({ file, line }) => `${file} ${String(line ?? 0).padStart(6, '0')}`)
    assert.deepEqual(keys, keys.toSorted())
  })
})
