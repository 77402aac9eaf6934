import assert from 'node:assert/strict'
import request from 'supertest'
import type { Problem } from '../../src/model/problem.js'
import { createApp } from '../../src/web/app.js'
import type { Operations, ProblemReport } from '../../src/web/operations.js'
import { makeWebSettings, type WebOptions } from '../../src/web/web-settings.js'
import { FakePublication } from '../support/fake-publication.js'
import { askRaw, startSite, stopSites } from '../support/running-site.js'

const token = 'a-token-of-32-letters-and-digits'
const bearer = { Authorization: `Bearer ${token}` }
/** As behind a proxy: the client is not on this machine. */
const passedOn = { 'X-Forwarded-For': '203.0.113.7' }

const problem: Problem = {
  hint: 'Write it as 2022-01-05.',
  reason: '"x" is not a date',
  line: 3,
  file: '_posts/雨.md',
  severity: 'error',
  code: 'date-invalid',
}
const report: ProblemReport = {
  posts: 7,
  withheld: 1,
  errors: 2,
  warnings: 0,
  problems: [problem],
  next: 'abc',
}

function appThatSays(answer: ProblemReport | 'not-ready' | 'bad-after' = report, options: WebOptions = {}) {
  const asked: (string | undefined)[] = []
  const operations: Operations = {
    readiness: () => ({
      ready: true,
      complete: true,
      posts: 7,
      problems: { errors: 2, warnings: 0 },
      folder: 'ok',
    }),
    problems(after) {
      asked.push(after)
      return answer
    },
  }
  const settings = makeWebSettings({ operatorToken: token, ...options })
  return { app: createApp(new FakePublication(), operations, settings), operations, asked }
}

describe('/problems.json', () => {
  it('tells this machine what is wrong, in the form of check, with counts and a cursor', async () => {
    const { app, asked } = appThatSays()
    const answer = await request(app).get('/problems.json?fbclid=1').expect(200)
    assert.deepEqual(answer.body, report)
    assert.deepEqual(Object.keys(answer.body.problems[0] ?? {}), [
      'code',
      'severity',
      'file',
      'line',
      'reason',
      'hint',
    ])
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.equal(answer.headers['content-type'], 'application/json')
    assert.equal(answer.headers['access-control-allow-origin'], undefined)
    await request(app).get('/problems.json?after=abc').expect(200)
    assert.deepEqual(asked, [undefined, 'abc'])
  })

  it('refuses an unknown cursor, and is 503 while nothing is known yet', async () => {
    await request(appThatSays('bad-after').app).get('/problems.json?after=zz').expect(400)
    const early = await request(appThatSays('not-ready').app).get('/problems.json').expect(503)
    assert.equal(early.headers['retry-after'], '1')
  })

  it('answers HEAD like GET without the body, and OPTIONS, and refuses other methods', async () => {
    const { app } = appThatSays()
    const whole = await request(app).get('/problems.json')
    const head = await request(app).head('/problems.json').expect(200)
    assert.equal(head.headers['content-length'], whole.headers['content-length'])
    assert.equal(head.text, undefined)
    await request(app).options('/problems.json').expect(204)
    const refused = await request(app).post('/problems.json').expect(405)
    assert.equal(refused.get('allow'), 'GET, HEAD, OPTIONS')
  })

  it('answers with and without the path of the site', async () => {
    const { app } = appThatSays(report, { basePath: '/news' })
    for (const path of ['/problems.json', '/news/problems.json']) await request(app).get(path).expect(200)
    await request(app).get('/other/problems.json').expect(404)
  })

  it('is shown to any client with the token, wherever it is', async () => {
    const { app } = appThatSays()
    await request(app)
      .get('/problems.json')
      .set({ ...passedOn, ...bearer })
      .expect(200)
    await request(app)
      .get('/problems.json')
      .set({ ...passedOn, Authorization: `bearer  ${token} ` })
      .expect(200)
  })

  const others: [string, Record<string, string>][] = [
    ['was forwarded by a proxy', passedOn],
    ['was forwarded by a proxy that says so in Forwarded', { Forwarded: 'for=127.0.0.1' }],
    ['was forwarded by a proxy that says so in Via', { Via: '1.1 edge' }],
    ['came through a CDN', { 'CF-Connecting-IP': '203.0.113.7' }],
    ['names another host than this machine', { Host: 'feeds.example.com' }],
    ['has a wrong token', { Authorization: `Bearer ${token.slice(1)}` }],
    ['has a wrong token of the same length', { Authorization: `Bearer ${token.slice(1)}x` }],
    ['has the token in another scheme', { Authorization: `Basic ${token}` }],
    ['has only a scheme', { Authorization: 'Bearer ' }],
  ]
  for (const [what, headers] of others) {
    it(`is a 404 like any other for a request that ${what}`, async () => {
      const { app, asked } = appThatSays()
      for (const method of ['get', 'head', 'post', 'options', 'propfind'] as const) {
        const ask = (path: string) => request(app)[method](path).set(headers)
        const [answer, unknown] = [await ask('/problems.json'), await ask('/nothing.json')]
        const { date: _, ...said } = answer.headers
        const { date: __, ...saidOfUnknown } = unknown.headers
        assert.deepEqual([answer.status, said, answer.text], [unknown.status, saidOfUnknown, unknown.text])
        if (method === 'get') assert.equal(answer.status, 404)
      }
      assert.deepEqual(asked, [])
    })
  }

  it('accepts no token if none is set, but still this machine', async () => {
    const { app } = appThatSays(report, { operatorToken: undefined })
    await request(app).get('/problems.json').expect(200)
    await request(app).get('/problems.json').set(bearer).expect(404)
    await request(app).get('/problems.json').set({ Authorization: 'Bearer undefined' }).expect(404)
  })

  it('is a 404 without Operations', async () => {
    await request(createApp(new FakePublication())).get('/problems.json').expect(404)
  })

  it('is a 404 for a request forwarded by nginx, which adds no headers', async () => {
    const { operations } = appThatSays()
    const { port } = await startSite(new FakePublication(), { operations })
    try {
      const local = `Host: 127.0.0.1:${port}`
      const plain = await askRaw(port, 'GET /problems.json HTTP/1.0', local, 'Connection: close')
      assert.match(plain.head, /^HTTP\/1\.1 404 /)
      assert.match((await askRaw(port, 'GET /problems.json HTTP/1.1', local)).head, /^HTTP\/1\.1 200 /)
    } finally {
      await stopSites()
    }
  })
})
