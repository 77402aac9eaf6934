import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { loadConfig } from '../src/config/load-config.js'
import { settingNames } from '../src/config/settings.js'
import { problemCodes } from '../src/model/problem.js'
import { envExample, settingsTable } from './support/settings-docs.js'

function read(path: string): string {
  return readFileSync(path, 'utf8')
}

describe('docs/problems.md', () => {
  const sections = read('docs/problems.md').split(/^## /m).slice(1)
  const codeOf = (section: string) => section.split('\n', 1)[0] ?? ''

  it('has a section for each code and no other, in the order of the table in the source', () => {
    assert.deepEqual(sections.map(codeOf), Object.keys(problemCodes))
  })

  for (const section of sections) {
    const code = codeOf(section)
    it(`says what ${code} means, shows a message, and says how to mend it`, () => {
      const [, meaning = '', example = '', cure = ''] =
        /^[a-z-]+\n\n(.+?)\n\n```text\n(.+?)\n```\n\n\*\*How to mend it\.\*\* (.+)/s.exec(section) ?? []
      assert.ok(meaning.length > 40 && cure.length > 30, section)
      assert.match(example, new RegExp(`^\\S+?(?::\\d+)?: ${code}: .+[^.]\\. .+[.?]$`))
    })
  }
})

describe('.env.example', () => {
  it('is generated from the table of settings', () => {
    assert.equal(read('.env.example'), envExample())
  })

  it('names every setting, and changes nothing, neither as it is nor with every line uncommented', () => {
    const text = read('.env.example')
    assert.deepEqual(
      [...text.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name),
      settingNames,
    )
    const taken = text.replace(/^# (?=[A-Z_]+=)/gm, '')
    const untouched = loadConfig({ environment: {} })
    assert.ok('config' in untouched)
    assert.deepEqual(loadConfig({ environment: {}, dotenvText: text }), untouched)
    assert.deepEqual(loadConfig({ environment: {}, dotenvText: taken }), untouched)
  })
})

describe('The README', () => {
  it('has the current table of settings', () => {
    const [, table] = /<!-- settings -->\n(.*)\n<!-- \/settings -->/s.exec(read('README.md')) ?? []
    assert.equal(table?.trim(), settingsTable())
  })
})
