import assert from 'node:assert/strict'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examineFolder } from '../src/cli/examine-folder.js'
import { loadConfig } from '../src/config/load-config.js'
import { formatProblem, type Problem } from '../src/model/problem.js'
import { readOptions } from './support/read-options.js'
import { TemporaryFolder } from './support/temporary-folder.js'

const rain = '2022-01-05-rain.md'
const post = (keys: string, body = 'Rain.\n') =>
  `---\ntitle: Rain\ndate: 2022-01-05 09:05:06 +0800\n${keys}\n---\n${body}`

/** For each code, the files that must give its example. */
const folders: Record<string, readonly [name: string, content: string | Buffer][]> = {
  encoding: [[rain, Buffer.from('---\ntitle: Rain\ndate: \xbf\n---\n', 'latin1')]],
  'file-too-large': [[rain, Buffer.alloc(7_340_032)]],
  'names-collide': [
    ['Rain.md', post('categories: a')],
    ['rain.md', post('categories: a')],
  ],
  'too-complex': [[rain, post('categories: a', '<b>'.repeat(160_000))]],
  'front-matter-missing': [[rain, 'Rain.\n']],
  'front-matter-unclosed': [[rain, '---\ntitle: Rain\n']],
  'front-matter-not-a-map': [[rain, '---\n- title\n---\n']],
  'front-matter-too-large': [[rain, `---\ntitle: ${'Rain'.repeat(20_000)}\n---\n`]],
  'front-matter-language': [[rain, '---js\n{}\n---\n']],
  'front-matter-late': [[rain, `\n${post('categories: a')}`]],
  'yaml-syntax': [[rain, '---\ncategories: a\ntitle: "他说"好""\n---\n']],
  'toml-syntax': [[rain, '+++\ncategories = "a"\ntitle = "C:\\dir"\n+++\n']],
  'json-syntax': [[rain, '{\n"title": "Rain",\n"date":\n}\n']],
  'key-repeated': [[rain, post('categories: a\ntags: a\ntags: b')]],
  'key-invalid': [[rain, post('categories: a\nauthor: {email: a@example.com}')]],
  'date-missing': [['about.md', '---\ntitle: About\n---\n']],
  'date-invalid': [[rain, '---\ntitle: Rain\ncategories: a\ndate: 2022-02-30\n---\n']],
  'date-zone-ambiguous': [[rain, '---\ntitle: Rain\ncategories: a\ndate: 2022-01-05 09:05:06 CST\n---\n']],
  'updated-invalid': [[rain, post('categories: a\nupdated: yesterday')]],
  'updated-before-published': [[rain, post('categories: a\nupdated: 2021-01-01')]],
  'title-empty': [[rain, '---\ncategories: a\ntitle: ""\n---\n']],
  'title-missing': [[rain, '---\ncategories: a\n---\n']],
  'category-missing': [[rain, post('tags: a')]],
  'characters-removed': [[rain, post('categories: a', '\n\na\0b\n')]],
  'markup-dropped': [[rain, post('categories: a', '<p onclick="x">Rain.</p><script>x</script>')]],
  'permalink-invalid': [[rain, post('categories: a\npermalink: https://example.com/rain')]],
  'permalink-taken': [[rain, post('categories: a\npermalink: /search')]],
  'duplicate-permalink': [
    ['2022-01-05-rain.markdown', post('categories: hongwang\nguid: "tag:example.com,2022:1"')],
    [rain, post('categories: hongwang')],
  ],
  'guid-invalid': [[rain, post('categories: a\nguid: rain')]],
  'duplicate-guid': [
    [rain, post('categories: b\nguid: "tag:example.com,2022:rain"')],
    ['2022-01-06-rain.md', post('categories: c\nguid: "tag:example.com,2022:rain"')],
  ],
  'asset-missing': [[rain, post('categories: a', '![rain](rain.jpg)')]],
  'enclosure-invalid': [[rain, post('enclosure: {url: "https://example.com/a.mp3", type: audio/mpeg}')]],
}

/** Codes whose examples need more than files of some text under `_posts`. */
const special = ['file-name-encoding', 'file-not-regular', 'page-hidden', 'feeds-file-key']

const siteWords = { title: 'News', description: '', language: 'zh-CN', timeZone: 'Asia/Shanghai' }

describe('The examples of docs/problems.md', () => {
  const folder = new TemporaryFolder()
  const said: Problem[] = []
  const examples = new Map(
    [...readFileSync('docs/problems.md', 'utf8').matchAll(/^## (\S+)$.*?^```text\n(.+?)\n```$/gms)].map(
      ([, code = '', example = '']) => [code, example],
    ),
  )

  before(async () => {
    for (const [code, files] of Object.entries(folders)) {
      for (const [name, content] of files) folder.write(`_posts/${code}/${name}`, content)
    }
    const named = Buffer.from('2022-01-05-\xd3\xea.md', 'latin1')
    writeFileSync(Buffer.concat([Buffer.from(`${folder.path}/_posts/`), named]), '')
    symlinkSync('/', join(folder.path, '_posts/news'))
    folder.write('feeds.yml', 'site:\n  title: a\n  description: b\n  titel: c\n')
    folder.write('files/report.pdf')
    folder.write('_posts/page-hidden/2022-01-05-report.md', post('permalink: /files/report.pdf'))
    const examination = { root: folder.path, read: readOptions, drafts: false, iframeHosts: [], future: true }
    const site = { ...siteWords, url: 'https://feeds.example.com', guidBase: 'https://feeds.example.com' }
    for await (const { problems } of examineFolder({ ...examination, site, now: () => 0 }))
      said.push(...problems)
  })

  after(() => folder.remove())

  for (const code of [...Object.keys(folders), ...special]) {
    it(`show what is really printed: ${code}`, () => {
      const ofCode = said.filter((problem) => problem.code === code).map(formatProblem)
      const lines = ofCode.map((line) => line.replaceAll(`_posts/${code}/`, '_posts/'))
      assert.ok(lines.includes(examples.get(code) ?? ''), `said is:\n${lines.join('\n')}`)
    })
  }

  const settings: Record<string, string> = {
    'setting-invalid': '\n\nSITE_URL=example.com',
    'setting-unknown': 'SITE_ULR=https://example.com',
  }
  for (const [code, dotenvText] of Object.entries(settings)) {
    it(`show what is really printed: ${code}`, () => {
      const loaded = loadConfig({ environment: {}, dotenvText })
      assert.ok('problems' in loaded)
      assert.deepEqual(loaded.problems.map(formatProblem), [examples.get(code)])
    })
  }
})
