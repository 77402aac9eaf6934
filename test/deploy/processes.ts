import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { program } from '../support/run-program.js'
import { ask } from './http-answers.js'

/** A port that was free a moment ago. Not `PORT=0`, since a process must get the same port after a restart. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Asks until the answer is 200. @throws if it is not within half a minute, or if the process ends first */
async function untilAnswered(child: ChildProcess, port: number, path: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`)
    const { status } = await ask(port, { path, headers: {} })
    if (status === 200) return
    await wait(100)
  }
  throw new Error(`${child.spawnfile} does not answer`)
}

/** Where and how the program runs. */
export interface ProgramOptions {
  readonly port: number
  readonly dataDir: string
  readonly siteUrl: string
}

/** `feedmill serve` for the sample site, on a port of its own. */
export class Program {
  #child: ChildProcess

  private constructor(private readonly options: ProgramOptions) {
    this.#child = this.#spawn()
  }

  /** Resolves when it is ready. */
  static async start(options: ProgramOptions): Promise<Program> {
    const started = new Program(options)
    await untilAnswered(started.#child, options.port, '/readyz')
    return started
  }

  #spawn(): ChildProcess {
    const { port, dataDir, siteUrl } = this.options
    const env = { PORT: String(port), DATA_DIR: dataDir, SITE_URL: siteUrl, LOG_LEVEL: 'silent' }
    return spawn(process.execPath, [program, 'serve', 'content'], { env, stdio: 'ignore' })
  }

  /**
   * Restarts it as an operator would for an update; resolves when it is ready again.
   *
   * @param data - `lost`: it reads its whole folder again, as after an update that changes tables
   */
  async restart(data: 'kept' | 'lost'): Promise<void> {
    await this.stop()
    if (data === 'lost') await rm(this.options.dataDir, { recursive: true })
    this.#child = this.#spawn()
    await untilAnswered(this.#child, this.options.port, '/readyz')
  }

  stop(): Promise<void> {
    return ended(this.#child, 'SIGTERM')
  }
}

/** nginx with the given contents of its `http` block; everything it writes goes into one folder. */
export class Nginx {
  private constructor(private readonly child: ChildProcess) {}

  /** @param port - where it answers `/` as soon as it is up */
  static async start(folder: string, blocks: string, port: number): Promise<Nginx> {
    const home = join(folder, 'nginx')
    await mkdir(home)
    const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    const conf = `
      daemon off; worker_processes 2; pid ${home}/pid; error_log ${home}/error.log warn;
      events {}
      http {
        access_log off; gzip on;
        ${kinds.map((kind) => `${kind}_temp_path ${home}/${kind};`).join(' ')}
        ${blocks}
      }`
    await writeFile(join(home, 'nginx.conf'), conf)
    const child = spawn('nginx', ['-p', home, '-c', join(home, 'nginx.conf')], { stdio: 'inherit' })
    await untilAnswered(child, port, '/')
    return new Nginx(child)
  }

  stop(): Promise<void> {
    return ended(this.child, 'SIGQUIT')
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null) return
  const closed = once(child, 'close')
  child.kill(signal)
  await closed
}
