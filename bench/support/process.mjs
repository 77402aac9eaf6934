import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'

const program = new URL('../../dist/program/main.js', import.meta.url).pathname

/** A port that is free at the moment. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** Starts `feedmill serve` on a folder, without logging. */
export function startFeedmill(content, data, port, settings = {}, flags = []) {
  const env = {
    ...process.env,
    DATA_DIR: data,
    PORT: String(port),
    SITE_URL: 'https://bench.example.com',
    LOG_LEVEL: 'silent',
    ...settings,
  }
  return spawn(process.execPath, ['--max-semi-space-size=4', ...flags, program, 'serve', content], {
    env,
    stdio: 'ignore',
  })
}

/** Starts a bare Node server that answers everything with the same text. */
export function startBare(port) {
  const source = `require('node:http').createServer((q, s) => s.end('x'.repeat(30000))).listen(${port}, '127.0.0.1')`
  return spawn(process.execPath, ['-e', source], { stdio: 'ignore' })
}

/** Stops a process by SIGTERM, as an operator does, and waits until it is gone. */
export async function stop(child) {
  child.kill('SIGTERM')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Asks once. @returns the answer, with status 0 if there was none; `bytes` is its size on the wire, head included */
export function get(port, path, headers = {}, agent = false) {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, agent }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => {
        const head = answer.rawHeaders.reduce((sum, text) => sum + text.length + 2, 17)
        const body = Buffer.concat(parts)
        resolve({ status: answer.statusCode, headers: answer.headers, body, bytes: head + body.length })
      })
    })
    asked.on('error', () => resolve({ status: 0, headers: {}, body: Buffer.alloc(0), bytes: 0 }))
    asked.end()
  })
}

/** Asks repeatedly until `holds` is true of the answer. @returns milliseconds since `sinceMs` */
export async function untilAnswer(port, path, sinceMs, holds = ({ status }) => status === 200, pauseMs = 2) {
  for (;;) {
    const answer = await get(port, path)
    if (holds(answer)) return performance.now() - sinceMs
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** Status, ETag and Last-Modified of documents by path, requested with HEAD over a few connections. */
export async function validatorsOf(port, paths) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const head = (path) =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, method: 'HEAD', agent }, (answer) => {
        answer.resume()
        const { etag, 'last-modified': modified } = answer.headers
        answer.on('end', () => resolve([path, `${answer.statusCode} ${etag} ${modified}`]))
      })
      asked.on('error', reject)
      asked.end()
    })
  try {
    return new Map(await Promise.all(paths.map(head)))
  } finally {
    agent.destroy()
  }
}

/** Resident memory of a process in MB, now and at its peak. */
export function memoryOf({ pid }) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { nowMb: mb('VmRSS'), mostMb: mb('VmHWM') }
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
