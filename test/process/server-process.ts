import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { program } from '../support/run-program.js'

export interface Answer {
  /** 0 if the process did not listen, or ended before it had answered. */
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface ServerOptions {
  readonly folder: string
  readonly dataDir: string
  readonly settings?: Readonly<Record<string, string>>
  /** Run it as this user. */
  readonly uid?: number
}

/** One feed carries up to two thousand posts, and the folder is scanned every second. */
const usual = {
  SITE_URL: 'https://feeds.example.com',
  FEED_LIMIT: '500',
  FEED_HOURS: '8760',
  FEED_MAX: '2000',
  RESCAN_SECONDS: '1',
  LOG_LEVEL: 'warn',
}

/** `feedmill serve` in a process of its own, which can be queried from the first moment, and killed at any. */
export class ServerProcess {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 100 })
  readonly #ended: Promise<unknown>
  /** Everything it has printed so far: standard output and its log. */
  said = ''

  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {
    this.#ended = once(child, 'close')
    for (const stream of [child.stderr, child.stdout]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.said += text
      })
    }
  }

  /** Starts it; it may not be listening yet. */
  static async start({ folder, dataDir, settings = {}, uid }: ServerOptions): Promise<ServerProcess> {
    const port = await freePort()
    const env = { ...usual, ...settings, PORT: String(port), DATA_DIR: dataDir }
    const child = spawn(process.execPath, [program, 'serve', folder], {
      env,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    })
    return new ServerProcess(child, port)
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { port } = this
    return new Promise((resolve) => {
      const nothing = () => resolve({ status: 0, headers: {}, text: '' })
      const asked = request({ host: '127.0.0.1', port, path, headers, agent: this.#agent }, (res) => {
        let text = ''
        res.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        res.on('error', nothing)
        res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text }))
      })
      asked.on('error', nothing)
      asked.end()
    })
  }

  /** Asks repeatedly until `holds` is true of the answer; fails with `what` after a minute, or if the process ends. */
  async until(path: string, what: string, holds: (answer: Answer) => boolean): Promise<Answer> {
    const deadlineMs = performance.now() + 60_000
    for (;;) {
      const answer = await this.get(path)
      if (holds(answer)) return answer
      if (this.hasEnded) throw new Error(`${what}: the server has ended: ${this.said.slice(-1000)}`)
      if (performance.now() > deadlineMs)
        throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 300)} ${this.said.slice(-1000)}`)
      await wait(10)
    }
  }

  /** Resolves once the folder has been read completely. */
  async ready(): Promise<this> {
    await this.until('/readyz', 'not ready', ({ status }) => status === 200)
    return this
  }

  /** Resolves once it has printed that it has scanned the folder since it started. */
  async hasScanned(): Promise<void> {
    await this.until('/healthz', 'it has not scanned', () => this.said.includes('watching '))
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  /** Resident memory in MB. */
  memoryMb(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  }

  /** Ends it as a power cut would. */
  kill(): Promise<number | null> {
    return this.#end('SIGKILL')
  }

  /** Asks it to stop. @returns its exit code */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM')
  }

  /** Resolves to its exit code once it has ended. */
  async ended(): Promise<number | null> {
    await this.#ended
    this.#agent.destroy()
    return this.child.exitCode
  }

  #end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.hasEnded) this.child.kill(signal)
    return this.ended()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
