import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ArchitecturePlan, findArchitectureFaults, packageOf } from './support/architecture-rules.js'
import { scanSource } from './support/imports.js'

/** The one file or folder that may import each package, so that replacing it means rewriting one place. */
const doors = {
  '@photostructure/sqlite': 'catalogue/',
  commander: 'cli/program.ts',
  'date-fns-tz': 'model/timestamp.ts',
  express: 'web/',
  feed: 'feed/zoned-feed.ts',
  'gray-matter': 'content/front-matter.ts',
  'js-yaml': 'content/yaml.ts',
  'markdown-it': 'content/markdown/',
  'markdown-it-cjk-friendly': 'content/markdown/',
  pino: 'web/logger.ts',
  'sanitize-html': 'content/sanitise.ts',
  'smol-toml': 'content/toml.ts',
}

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
const plan: ArchitecturePlan = { doors, dependencies: Object.keys(dependencies) }

function readSources(): Map<string, string> {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  return new Map(files.toSorted().map((file) => [file, readFileSync(join('src', file), 'utf8')]))
}

describe('The architecture', () => {
  it('has imports that point down, no cycles, and one door to each package', () => {
    assert.deepEqual(findArchitectureFaults(readSources(), plan), [])
  })

  it('is checked completely: all files are read, and every dependency is imported', () => {
    const sources = readSources()
    const imported = new Set(
      [...sources.values()].flatMap((source) => scanSource(source).imports.map(packageOf)),
    )
    assert.ok(sources.size > 40, `${sources.size} files`)
    assert.deepEqual(
      plan.dependencies.filter((name) => !imported.has(name)),
      [],
    )
    assert.deepEqual(Object.keys(doors).toSorted(), plan.dependencies.toSorted())
  })

  it('has no file longer than 250 lines', () => {
    const long = [...readSources()].filter(([, source]) => source.split('\n').length > 251)
    assert.deepEqual(
      long.map(([file]) => file),
      [],
    )
  })
})

/** Two files without faults, so that a third one's faults are the only ones. */
const sound = {
  'model/post.ts': "import { createHash } from 'node:crypto'\nexport const post = createHash('sha256')",
  'web/app.ts':
    "import express from 'express'\nimport { post } from '../model/post.js'\nexport { express, post }",
}

function faultsWith(files: Record<string, string>): string[] {
  return findArchitectureFaults(new Map(Object.entries({ ...sound, ...files })), plan)
}

describe('A check of the architecture', () => {
  it('finds nothing in files without faults', () => {
    assert.deepEqual(faultsWith({}), [])
  })

  const up = [
    "import { app } from '../web/app.js'",
    "import type { App } from '../web/app.js'",
    "export { app } from '../web/app.js'",
    "const app = await import('../web/app.js')",
    "new Worker(new URL('../web/app.js', import.meta.url))",
    "import {\n  a, // one\n  b,\n} from '../web/app.js'",
  ]
  for (const source of up) {
    it(`finds an import that points up: ${JSON.stringify(source)}`, () => {
      assert.deepEqual(faultsWith({ 'feed/rss.ts': source }), ['feed/rss.ts points up to web/app.ts'])
    })
  }

  it('finds an import that points sideways', () => {
    assert.deepEqual(faultsWith({ 'live/a.ts': "import '../web/app.js'" }), [
      'live/a.ts points sideways to web/app.ts',
    ])
  })

  it('finds an import of the top file from a floor below', () => {
    assert.deepEqual(faultsWith({ 'index.ts': '', 'web/a.ts': "import '../index.js'" }), [
      'web/a.ts points up to index.ts',
    ])
  })

  it('finds a pure floor that imports more than the model', () => {
    assert.deepEqual(faultsWith({ 'catalogue/a.ts': '', 'feed/a.ts': "import '../catalogue/a.js'" }), [
      'feed/a.ts is pure, and imports catalogue/a.ts',
    ])
  })

  it('finds an import of a missing file, and a floor that is not in the plan', () => {
    assert.deepEqual(faultsWith({ 'web/b.ts': "import './c.js'", 'attic/a.ts': "import '../web/app.js'" }), [
      'web/b.ts imports ./c.js, which is not there',
      'attic/a.ts lies on a floor that is not in the plan',
    ])
  })

  it('finds a cycle inside a floor, once', () => {
    const faults = faultsWith({
      'page/a.ts': "import './b.js'",
      'page/b.ts': "import './c.js'",
      'page/c.ts': "import './b.js'",
    })
    assert.deepEqual(faults, ['a cycle: page/b.ts → page/c.ts → page/b.ts'])
  })

  it('lets a thread import the types of the file that starts it', () => {
    const starter = "export const worker = new URL('./worker.js', import.meta.url)"
    assert.deepEqual(faultsWith({ 'live/a.ts': starter, 'live/worker.ts': "import './a.js'" }), [])
  })

  it('finds a second door to a package, even by a path inside it', () => {
    assert.deepEqual(faultsWith({ 'content/a.ts': "import express from 'express/lib/router'" }), [
      'content/a.ts imports express, whose door is web/',
    ])
  })

  it("finds a package that is not among the dependencies, such as one of Node's modules without `node:`", () => {
    assert.deepEqual(faultsWith({ 'cli/a.ts': "import 'fs'\nimport '@types/node/x'" }), [
      'cli/a.ts imports fs, which is not among the dependencies',
      'cli/a.ts imports @types/node, which is not among the dependencies',
    ])
  })

  const privileges: [string, string, string][] = [
    ['page/a.ts', "import { readFileSync } from 'node:fs'", 'touches the disk'],
    ['web/a.ts', "import { readFile } from 'node:fs/promises'", 'touches the disk'],
    ['cli/a.ts', 'const port = process.env.PORT', 'reads the environment'],
    ['cli/a.ts', "import { env } from 'node:process'", 'reads the environment'],
    ['model/a.ts', 'const now = Date.now()', 'looks at the clock'],
    ['feed/a.ts', 'const now = new Date()', 'looks at the clock'],
    ['page/a.ts', 'const now = new Date', 'looks at the clock'],
    ['page/a.ts', `const text = \`made at \${new Date()}\``, 'looks at the clock'],
    ['web/a.ts', "console.log('x')", 'prints'],
    ['live/a.ts', 'process.exit(1)', 'ends the process'],
    ['content/a.ts', "const text = await fetch('http://127.0.0.1/')", 'speaks to other hosts'],
    ['live/a.ts', "import { request } from 'node:http'", 'speaks to other hosts'],
    ['page/a.ts', "const name = text?.normalize('NFC')", 'normalises text by itself'],
  ]
  for (const [file, source, what] of privileges) {
    it(`finds a file that ${what} but may not: ${source}`, () => {
      assert.deepEqual(faultsWith({ [file]: source }), [`${file} ${what}`])
    })
  }

  it('lets each floor do what it alone may', () => {
    assert.deepEqual(
      faultsWith({
        'cli/a.ts': "import 'node:fs'\nconsole.log(1); process.exitCode = 2",
        'config/a.ts': 'export const port = process.env.PORT',
        'live/a.ts': 'export const now = Date.now()',
        'model/a.ts': 'export const day = new Date(0)',
      }),
      [],
    )
  })
})

describe('A scan of imports', () => {
  it('skips comments, strings, templates and regular expressions', () => {
    const source = [
      "// import '../web/a.js'",
      "/* import '../web/b.js' */",
      `const a = "import '../web/c.js'", b = 'from \\'../web/d.js\\''`,
      `const c = \`import '../web/e.js' \${f(\`\${'x'}\`, { y: 1 })} console.log\``,
      "const d = x.replace(/['\"`/]/g, '').split(/\\//), e = 4 / 2 / 1",
      "import '../model/post.js'",
    ].join('\n')
    const { imports, code } = scanSource(source)
    assert.deepEqual(imports, ['../model/post.js'])
    assert.doesNotMatch(code, /web|console/)
    assert.match(code, /f\( '\d+' *, \{ y: 1 \}\)|f\(/)
  })

  it('names each module once, in the order of the file', () => {
    assert.deepEqual(scanSource("import a from 'b'\nexport * from 'a'\nimport type { c } from 'b'").imports, [
      'b',
      'a',
    ])
  })

  it('takes a URL for a thread only if it names a program', () => {
    const { imports, threads } = scanSource(
      "new URL('../../package.json', import.meta.url); new URL('./worker.js', import.meta.url)",
    )
    assert.deepEqual(imports, [])
    assert.deepEqual(threads, ['./worker.js'])
  })
})
