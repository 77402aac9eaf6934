import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mock } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { JobLost, type LossReason } from '../../src/content/job-lost.js'
import { WorkerPool } from '../../src/content/worker-pool.js'
import { type TestJobs, testWorker } from '../support/test-worker.js'

describe('A pool of workers', () => {
  let pool: WorkerPool<TestJobs>
  const open = (
    options: {
      workers?: number
      scaleUp?: { waiting: number; answered: number }
      maxInFlight?: number
      memoryMb?: number
      deadlineMs?: number
      idleMs?: number
    } = {},
  ) => {
    pool = new WorkerPool({ module: testWorker, deadlineMs: 20_000, ...options })
  }
  afterEach(async () => {
    mock.timers.reset()
    await pool.close()
  })

  /** Lets the deadline of a job pass, whether it is in progress or comes next, but of no other job. */
  async function letPass(job: Promise<unknown>): Promise<void> {
    let isOver = false
    job
      .finally(() => {
        isOver = true
      })
      .catch(() => {})
    while (!isOver) {
      mock.timers.tick(1_000)
      await turn()
    }
  }

  it('answers jobs in their order', async () => {
    open()
    const order: number[] = []
    const jobs = Array.from({ length: 50 }, (_, index) =>
      pool.run('echo', index).then((value) => order.push(value)),
    )
    await Promise.all(jobs)
    assert.deepEqual(
      order,
      Array.from({ length: 50 }, (_, index) => index),
    )
  })

  it('terminates a worker that has nothing to do, and starts another for the next job', async () => {
    open({ idleMs: 1 })
    const first = await pool.run('thread', undefined)
    let next = first
    while (next === first) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      next = await pool.run('thread', undefined)
    }
    assert.ok(next > first)
  })

  it('keeps a worker that has something to do', async () => {
    open({ idleMs: 1 })
    const first = await pool.run('thread', undefined)
    const jobs = Array.from({ length: 200 }, (_, n) => pool.run('echo', n))
    assert.equal(await pool.run('thread', undefined), first)
    await Promise.all(jobs)
  })

  it('distinguishes an undefined result from no answer', async () => {
    open()
    assert.equal(await pool.run('nothing', undefined), undefined)
  })

  const losses: [string, LossReason, () => Promise<unknown>][] = [
    ['never ends', 'too-slow', () => pool.run('spin', undefined)],
    ['waits for something that never happens', 'too-slow', () => pool.run('hang', undefined)],
    ['throws', 'failed', () => pool.run('fail', 'as told')],
    ['kills its thread', 'died', () => pool.run('end', 'now')],
    ['uses up all memory', 'died', () => pool.run('eat', undefined)],
    ['returns something that cannot be cloned', 'failed', () => pool.run('odd', undefined)],
    ['is of an unknown kind', 'failed', () => pool.run('unknown', undefined)],
  ]
  for (const [what, why, run] of losses) {
    it(`loses a job that ${what}, and none of those around it`, async () => {
      mock.timers.enable({ apis: ['setInterval'] })
      open({ memoryMb: 32 })
      const before = [pool.run('echo', 1), pool.run('echo', 2)]
      const lost = run()
      const after = Array.from({ length: 20 }, (_, index) => pool.run('echo', index))
      assert.deepEqual(await Promise.all(before), [1, 2])
      if (why === 'too-slow') await letPass(lost)
      await assert.rejects(lost, (error) => error instanceof JobLost && error.why === why)
      assert.deepEqual(await Promise.all(after), [...Array(20).keys()])
    })
  }

  it('loses no job whose answer was not sent yet when its thread ended', async () => {
    mock.timers.enable({ apis: ['setInterval'] })
    open()
    const before = Array.from({ length: 5 }, (_, index) => pool.run('echoGathered', index))
    const lost = pool.run('spin', undefined)
    await letPass(lost)
    await assert.rejects(lost)
    assert.deepEqual(await Promise.all(before), [0, 1, 2, 3, 4])
  })

  it('goes on after several bad jobs in a row', async () => {
    mock.timers.enable({ apis: ['setInterval'] })
    open()
    const slow = pool.run('spin', undefined)
    const dying = pool.run('end', 'now')
    const slowToo = pool.run('spin', undefined)
    const good = pool.run('echo', 7)
    await letPass(slow)
    await dying.catch(() => {})
    await letPass(slowToo)
    const outcomes = await Promise.allSettled([slow, dying, slowToo])
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.why),
      ['too-slow', 'died', 'too-slow'],
    )
    assert.equal(await good, 7)
  })

  it('outlives a thread that dies after its answer', async () => {
    open({ maxInFlight: 1 })
    assert.equal(await pool.run('end', 'later'), 1)
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => pool.run('echo', 3)))
    assert.ok(outcomes.filter(({ status }) => status === 'fulfilled').length >= 4)
    assert.equal(await pool.run('echo', 4), 4)
  })

  it('starts another worker for many jobs, but not for a few', async () => {
    open({ workers: 2, scaleUp: { waiting: 10, answered: 15 }, maxInFlight: 20 })
    const threadsOf = async (jobs: number) => {
      const threads = await Promise.all(Array.from({ length: jobs }, () => pool.run('thread', undefined)))
      return new Set(threads).size
    }
    assert.deepEqual([await threadsOf(10), await threadsOf(12), await threadsOf(30)], [1, 1, 2])
  })

  it('lets other workers go on while one is slow', async () => {
    open({ workers: 2, maxInFlight: 1, deadlineMs: 5_000 })
    const slow = pool.run('spin', undefined).catch(() => {})
    assert.equal(await pool.run('echo', 1), 1)
    await pool.close()
    await slow
  })

  it('does not count time for which its own thread was busy', async () => {
    open({ deadlineMs: 80 })
    await pool.run('echo', 0)
    const answers = Promise.all(Array.from({ length: 4 }, (_, index) => pool.run('echo', index)))
    // Meanwhile the answers wait to be received, and are not taken for late.
    const until = performance.now() + 300
    while (performance.now() < until);
    assert.deepEqual(await answers, [0, 1, 2, 3])
  })

  it('loses all jobs if its module cannot be loaded, and does not retry forever', async () => {
    pool = new WorkerPool({ module: new URL('./no-such-worker.js', import.meta.url) })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => pool.run('echo', index)),
    )
    assert.ok(outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason.why === 'died'))
  })

  it('replaces a thread that could not load the code of a job, and loses no other job', async () => {
    open()
    process.env['FAILS'] = 'yes'
    try {
      const before = await pool.run('thread', undefined)
      const lost = pool.run('late', undefined)
      const after = [pool.run('thread', undefined), pool.run('thread', undefined)]
      await assert.rejects(
        lost,
        (error) => error instanceof JobLost && /too many open files/.test(error.message),
      )
      delete process.env['FAILS']
      const late = await pool.run('late', undefined)
      assert.notEqual(late, before)
      for (const thread of after) assert.notEqual(await thread, before)
    } finally {
      delete process.env['FAILS']
    }
  })

  it('loses each job whose code cannot be loaded, and does not retry forever', async () => {
    open()
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => pool.run('unknown', undefined)))
    assert.ok(outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason.why === 'failed'))
  })

  it('rejects what is in flight when it is closed, and accepts nothing more', async () => {
    open({ deadlineMs: 60_000 })
    const lost = [pool.run('hang', undefined), pool.run('echo', 1)]
    const closed = pool.close()
    for (const job of lost) await assert.rejects(job, { name: 'JobLost', why: 'closed' })
    await closed
    await assert.rejects(pool.run('echo', 1), { name: 'JobLost', why: 'closed' })
  })

  it('does not keep alive a process that has nothing more to do', () => {
    open()
    const module = new URL('../../src/content/worker-pool.js', import.meta.url)
    const script = `
      import { WorkerPool } from ${JSON.stringify(module.href)}
      const pool = new WorkerPool({ module: new URL(${JSON.stringify(testWorker.href)}) })
      console.log(await pool.run('echo', 5))`
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 15_000,
    })
    assert.deepEqual({ stdout, status }, { stdout: '5\n', status: 0 })
  })
})
