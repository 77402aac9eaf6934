// Compares the site behind nginx, as configured by deploy/nginx.conf, with the site itself, and restarts it under load:
// `node build/test/deploy/nginx.js`. Exits with 1 if an answer differs, or a request fails.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, ask, cases } from './http-answers.js'
import { freePort, Nginx, Program } from './processes.js'

/** `ROUNDS=10` in the environment restarts each of two processes ten times. */
const rounds = Number(process.env['ROUNDS'] ?? 1)

const faults: string[] = []

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'feedmill-nginx-'))
  const opened: { stop(): Promise<void> }[] = []
  const keep = <T extends { stop(): Promise<void> }>(running: T): T => {
    opened.push(running)
    return running
  }
  try {
    const [main, spare, path] = [await freePort(), await freePort(), await freePort()]
    const [front, pathFront, stripping] = [await freePort(), await freePort(), await freePort()]
    const site = 'https://feeds.example.com'
    const start = (port: number, url: string) =>
      Program.start({ port, dataDir: join(folder, `data-${port}`), siteUrl: url })
    const first = keep(await start(main, site))
    const second = keep(await start(spare, site))
    keep(await start(path, `${site}/news`))
    const conf = await readFile(resolve('deploy/nginx.conf'), 'utf8')
    const blocks = [
      placed(conf, { name: 'feedmill', main, spare, front }),
      placed(conf, { name: 'with_path', main: path, front: pathFront }).replace(
        'location / {',
        'location /news/ {',
      ),
      placed(conf, { name: 'stripped', main: path, front: stripping })
        .replace('location / {', 'location /news/ {')
        .replace('proxy_pass http://stripped;', 'proxy_pass http://stripped/;'),
    ]
    keep(await Nginx.start(folder, blocks.join('\n'), front))
    await compare('behind nginx', '', main, front)
    await compare('with a path in SITE_URL', '/news', path, pathFront)
    await compare('with a path that the proxy takes away', '/news', path, stripping)
    await restartUnderLoad([second, first], 'kept', front)
    await restartUnderLoad([second, first], 'lost', front)
  } finally {
    for (const running of opened.reverse()) await running.stop()
    await rm(folder, { recursive: true, force: true })
  }
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length === 0 ? 0 : 1
}

interface Place {
  readonly name: string
  readonly main: number
  /** Port of the second process, if there is one. */
  readonly spare?: number
  /** Where nginx listens. */
  readonly front: number
}

/** The configuration from the repository, with other ports and another upstream name, so that it can be used twice. */
function placed(conf: string, { name, main, spare, front }: Place): string {
  const backup = spare === undefined ? '' : `server 127.0.0.1:${spare} max_fails=0 backup;`
  return conf
    .replaceAll(/\bfeedmill\b(?= \{|;)/g, name)
    .replace('127.0.0.1:3000', `127.0.0.1:${main}`)
    .replace('server 127.0.0.1:3001 max_fails=0 backup;', backup)
    .replace('listen 80;', `listen 127.0.0.1:${front};`)
}

/** Asks both for the same: nginx must pass on unchanged whatever a reader or a cache relies on. */
async function compare(what: string, prefix: string, direct: number, front: number): Promise<void> {
  const known = await untilDated(direct, `${prefix}/hongwang.xml`)
  let differing = 0
  const all = cases(prefix, known)
  for (const asked of all) {
    const [expected, got] = [await ask(direct, asked), await ask(front, asked)]
    const differences = differ(expected, got)
    if (expected.status !== asked.status)
      differences.push(`it answers ${expected.status}, not ${asked.status}`)
    if (differences.length === 0) continue
    differing++
    faults.push(`${what}: ${asked.path} ${JSON.stringify(asked.headers)}: ${differences.join('; ')}`)
  }
  console.log(`${what}: asked for ${all.length}, ${differing} differ`)
}

/** A document has no `Last-Modified` within the second of its last change: waits until that is over. */
async function untilDated(port: number, path: string): Promise<Answer> {
  for (;;) {
    const answer = await ask(port, { path, headers: {} })
    if (answer.headers['last-modified'] !== undefined) return answer
    await wait(50)
  }
}

const compared = [
  'content-type content-length content-encoding content-range etag last-modified cache-control vary link allow',
  'location access-control-allow-origin x-content-type-options content-security-policy referrer-policy retry-after',
].flatMap((names) => names.split(' '))

function differ(expected: Answer, got: Answer): string[] {
  return [
    ...(expected.status === got.status ? [] : [`${got.status} in place of ${expected.status}`]),
    ...(expected.body.equals(got.body) ? [] : ['other bytes']),
    ...compared
      .filter((name) => expected.headers[name] !== got.headers[name])
      .map((name) => `${name}: ${got.headers[name]} in place of ${expected.headers[name]}`),
  ]
}

/** Restarts one process after the other while 16 clients never stop asking. */
async function restartUnderLoad(
  programs: readonly Program[],
  data: 'kept' | 'lost',
  front: number,
): Promise<void> {
  const paths = ['/hongwang.xml', '/feed.atom', '/feed.json', '/', '/feeds.html', '/theme/page.css']
  let asked = 0
  let failed = 0
  let isOver = false
  const load = Array.from({ length: 16 }, async (_, n) => {
    for (let at = n; !isOver; at++) {
      const path = paths[at % paths.length] ?? '/'
      const { status } = await ask(front, { path, headers: {} })
      asked++
      if (status === 200) continue
      failed++
      if (failed === 1) faults.push(`${path} answered ${status} while a process was started anew`)
    }
  })
  for (let round = 0; round < rounds; round++) {
    for (const program of programs) await program.restart(data)
  }
  isOver = true
  await Promise.all(load)
  const starts = rounds * programs.length
  console.log(
    `two processes, ${starts} times started anew, data ${data}: ${asked} requests, ${failed} failed`,
  )
}

await main()
