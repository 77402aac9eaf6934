import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readConfig } from '../../src/config/read-config.js'
import { settingNames } from '../../src/config/settings.js'
import { formatProblem } from '../../src/model/problem.js'

describe('The settings of a process', () => {
  let folder = ''
  const before = { ...process.env }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'feedmill-config-'))
    for (const name of settingNames) delete process.env[name]
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
    for (const name of settingNames) delete process.env[name]
    Object.assign(process.env, before)
  })

  function messages(): string[] {
    const read = readConfig(folder)
    return 'problems' in read ? read.problems.map(formatProblem) : []
  }

  it('need no file .env', () => {
    const read = readConfig(folder)
    assert.ok('config' in read)
    assert.equal(read.config.CONTENT_DIR, join(folder, 'content'))
    assert.equal(read.config.DATA_DIR, join(folder, '.feedmill'))
  })

  it('come from the environment, and from .env where that says nothing', () => {
    writeFileSync(join(folder, '.env'), '\ufeffPORT=8080\nSITE_TITLE=红网\nDATA_DIR=/var/lib/feedmill\n')
    process.env['PORT'] = '9090'
    const read = readConfig(folder, '../posts')
    assert.ok('config' in read)
    const { PORT, SITE_TITLE, CONTENT_DIR, DATA_DIR } = read.config
    assert.deepEqual(
      [PORT, SITE_TITLE, CONTENT_DIR, DATA_DIR],
      [9090, '红网', resolve(folder, '../posts'), '/var/lib/feedmill'],
    )
  })

  it('are refused with their .env', () => {
    writeFileSync(join(folder, '.env'), 'PROT=8080\n')
    assert.deepEqual(messages(), ['.env:1: setting-unknown: "PROT" is not a setting. Did you mean PORT?'])
  })

  it('are refused where .env is not UTF-8, or is no file', () => {
    writeFileSync(join(folder, '.env'), Buffer.from('SITE_TITLE=\xba\xec\xcd\xf8', 'latin1'))
    assert.deepEqual(messages(), ['.env: encoding: the file is not UTF-8. Save it as UTF-8.'])
    rmSync(join(folder, '.env'))
    mkdirSync(join(folder, '.env'))
    assert.deepEqual(messages(), [
      '.env: file-unreadable: the file cannot be read (EISDIR). Let this user read it, or remove it.',
    ])
  })
})
