import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { type Command, type CommandContext, exit, type Output } from '../../src/cli/command.js'
import { runProgram } from '../../src/cli/program.js'
import { FeedmillError, type Problem, type ProblemCode } from '../../src/model/problem.js'
import { program, runProgram as runCompiled } from '../support/run-program.js'

/** A command that records the contexts it was run with, and ends as `end` says. */
function makeCommand(end: () => number = () => exit.ok): Command & { readonly runs: CommandContext[] } {
  const runs: CommandContext[] = []
  return {
    name: 'check',
    summary: 'Read every post',
    arguments: [{ name: 'dir', summary: 'the folder' }],
    options: [
      { flags: '--format <name>', summary: 'how', choices: ['text', 'json'], fallback: 'text' },
      { flags: '--strict', summary: 'fail for a warning' },
    ],
    runs,
    async run(context) {
      runs.push(context)
      return end()
    },
  }
}

async function run(words: string, command = makeCommand()) {
  const said: string[] = []
  const faults: string[] = []
  const out: Output = {
    line: (text) => said.push(text),
    problem: () => {},
    fault: (text) => faults.push(text),
    log: () => assert.fail('nothing is logged'),
  }
  const commands = [command, { ...makeCommand(), name: 'serve' }]
  const code = await runProgram(words.split(' ').filter(Boolean), {
    version: '1.2.3',
    commands,
    out,
    cwd: '/site',
  })
  return { code, said, faults, runs: command.runs }
}

describe('The program', () => {
  it('runs the command that is named, with its arguments and options', async () => {
    const { code, runs } = await run('check posts --strict --format json')
    assert.equal(code, exit.ok)
    assert.equal(runs.length, 1)
    assert.deepEqual(runs[0]?.arguments, ['posts'])
    assert.deepEqual({ ...runs[0]?.options }, { strict: true, format: 'json' })
    assert.equal(runs[0]?.cwd, '/site')
  })

  it('gives an option its fallback', async () => {
    const { runs } = await run('check')
    assert.deepEqual(runs[0]?.arguments, [])
    assert.deepEqual({ ...runs[0]?.options }, { format: 'text' })
  })

  it('exits with the code of the command', async () => {
    assert.equal(
      (
        await run(
          'check',
          makeCommand(() => exit.failed),
        )
      ).code,
      1,
    )
  })

  const mistakes: [string, RegExp][] = [
    ['', /^a command is needed: check or serve; see feedmill --help$/],
    ['chek', /^unknown command 'chek' \(Did you mean check\?\)$/],
    ['check --strct', /^unknown option '--strct' \(Did you mean --strict\?\)$/],
    ['check --format yaml', /'yaml' is invalid\. Allowed choices are text, json\.$/],
    ['check --format', /argument missing$/],
    ['check one two', /^too many arguments/],
    ['--strict', /^unknown option '--strict'/],
  ]
  for (const [words, said] of mistakes) {
    it(`says in one line what is wrong with "feedmill ${words}", and exits with 2`, async () => {
      const { code, faults, runs } = await run(words)
      assert.equal(code, exit.usage)
      assert.equal(faults.length, 1)
      assert.match(faults[0] ?? '', said)
      assert.equal(runs.length, 0)
    })
  }

  it('prints its version and its help to standard output, and exits with 0', async () => {
    assert.deepEqual(await run('--version').then(({ code, said, faults }) => ({ code, said, faults })), {
      code: exit.ok,
      said: ['1.2.3'],
      faults: [],
    })
    const help = await run('--help')
    assert.equal(help.code, exit.ok)
    assert.match(help.said.join('\n'), /check .*Read every post/)
    assert.deepEqual((await run('-h')).said, help.said)
    assert.match(
      (await run('check --help')).said.join('\n'),
      /--format <name> +how \(choices: "text", "json"/,
    )
  })

  const endings: [ProblemCode, number][] = [
    ['folder-missing', exit.usage],
    ['setting-invalid', exit.usage],
    ['port-in-use', exit.failed],
    ['data-in-use', exit.failed],
  ]
  for (const [code, expected] of endings) {
    it(`reports ${code} in one line without a stack, and exits with ${expected}`, async () => {
      const problem: Problem = { code, severity: 'error', file: 'PORT', reason: 'it is so', hint: 'Mend it.' }
      const command = makeCommand(() => {
        throw new FeedmillError(problem)
      })
      const ended = await run('check', command)
      assert.equal(ended.code, expected)
      assert.deepEqual(ended.faults, [`PORT: ${code}: it is so. Mend it.`])
    })
  }

  it('reports several faults at once, one line each', async () => {
    const faults = ['PORT', 'SITE_URL'].map((file) => {
      return new FeedmillError({
        code: 'setting-invalid',
        severity: 'error',
        file,
        reason: 'no',
        hint: 'Mend it.',
      })
    })
    const ended = await run(
      'check',
      makeCommand(() => {
        throw new AggregateError(faults)
      }),
    )
    assert.equal(ended.code, exit.usage)
    assert.deepEqual(ended.faults, [
      'PORT: setting-invalid: no. Mend it.',
      'SITE_URL: setting-invalid: no. Mend it.',
    ])
  })

  it('reports a failed system call in one line', async () => {
    const refusal = Object.assign(new Error('EACCES: permission denied'), { syscall: 'open' })
    const command = makeCommand(() => {
      throw refusal
    })
    const { code, faults } = await run('check', command)
    assert.equal(code, exit.failed)
    assert.deepEqual(faults, ['EACCES: permission denied'])
  })

  it('prints the stack of a fault of its own', async () => {
    const command = makeCommand(() => {
      throw new TypeError('x is not a function')
    })
    const { code, faults } = await run('check', command)
    assert.equal(code, exit.failed)
    assert.equal(faults[0], 'TypeError: x is not a function')
    assert.match(faults[1] ?? '', /^ +at .*program\.test/)
  })
})

describe('The compiled program', () => {
  it('prints the version of its package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    assert.deepEqual(await runCompiled(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('exits with 2 and one line on standard error for an unknown command', async () => {
    const { code, stdout, stderr } = await runCompiled(['serv'])
    assert.equal(code, 2)
    assert.equal(stdout, '')
    assert.equal(stderr, "feedmill: unknown command 'serv' (Did you mean serve?)\n")
  })

  it('finishes its work although the reader of its output has gone', async () => {
    const child = spawn(process.execPath, [program, 'check', 'content'], { env: {} })
    child.stdout.destroy()
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  })
})
