import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readConfig } from '../../src/config/read-config.js'
import { settingNames } from '../../src/config/settings.js'
import { formatProblem } from '../../src/model/problem.js'
import { folderForEach } from '../support/temporary-folder.js'

describe('The settings of a process', () => {
  const folder = folderForEach()
  const before = { ...process.env }

  beforeEach(() => {
    for (const name of settingNames) delete process.env[name]
  })
  afterEach(() => {
    for (const name of settingNames) delete process.env[name]
    Object.assign(process.env, before)
  })

  function messages(): string[] {
    const read = readConfig(folder.path)
    return 'problems' in read ? read.problems.map(formatProblem) : []
  }

  it('need no file .env', () => {
    const read = readConfig(folder.path)
    assert.ok('config' in read)
    assert.equal(read.config.CONTENT_DIR, join(folder.path, 'content'))
    assert.equal(read.config.DATA_DIR, join(folder.path, '.feedmill'))
  })

  it('come from the environment, and from .env if they are not set there', () => {
    folder.write('.env', '\ufeffPORT=8080\nSITE_TITLE=红网\nDATA_DIR=/var/lib/feedmill\n')
    process.env['PORT'] = '9090'
    const read = readConfig(folder.path, '../posts')
    assert.ok('config' in read)
    const { PORT, SITE_TITLE, CONTENT_DIR, DATA_DIR } = read.config
    assert.deepEqual(
      [PORT, SITE_TITLE, CONTENT_DIR, DATA_DIR],
      [9090, '红网', resolve(folder.path, '../posts'), '/var/lib/feedmill'],
    )
  })

  it('are refused if the catalogue would lie among the posts', () => {
    process.env['DATA_DIR'] = 'content/'
    assert.match(
      messages().join('\n'),
      /^DATA_DIR: setting-invalid: the catalogue cannot lie among the posts: CONTENT_DIR is ".+", too\. Write another folder, such as \.feedmill\.$/,
    )
    process.env['CONTENT_DIR'] = 'content/../.feedmill'
    process.env['DATA_DIR'] = join(folder.path, '.feedmill')
    assert.equal(messages().length, 1)
    process.env['DATA_DIR'] = '.feedmill/data'
    assert.deepEqual(messages(), [])
  })

  it('are refused if .env has a problem', () => {
    folder.write('.env', 'PROT=8080\n')
    assert.deepEqual(messages(), ['.env:1: setting-unknown: "PROT" is not a setting. Did you mean PORT?'])
  })

  it('are refused if .env is not UTF-8, or is not a file', () => {
    folder.write('.env', Buffer.from('SITE_TITLE=\xba\xec\xcd\xf8', 'latin1'))
    assert.deepEqual(messages(), ['.env: encoding: the file is not UTF-8. Save it as UTF-8.'])
    rmSync(join(folder.path, '.env'))
    mkdirSync(join(folder.path, '.env'))
    assert.deepEqual(messages(), [
      '.env: file-unreadable: the file cannot be read (EISDIR). Allow this user to read it, or remove it.',
    ])
  })
})
