import type { Server } from 'node:http'
import { FeedmillError, type Problem } from '../model/problem.js'

/**
 * Makes the server listen.
 *
 * @param port - 0 takes any free one
 * @returns where it is listening
 * @throws FeedmillError `port-in-use`; or `setting-invalid` if this user may not use the port, or the host is not an
 *   address of this machine
 */
export function listen(
  server: Server,
  host: string,
  port: number,
): Promise<{ address: string; port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(toFeedmillError(error, host, port)))
    server.listen({ host, port }, () => {
      server.removeAllListeners('error')
      const taken = server.address()
      if (taken === null || typeof taken === 'string') reject(new Error('listening on no port'))
      else resolve({ address: taken.address, port: taken.port })
    })
  })
}

function toFeedmillError(error: Error, host: string, port: number): FeedmillError {
  const code = 'code' in error ? error.code : undefined
  const severity = 'error'
  const problems: Readonly<Record<string, Problem>> = {
    EADDRINUSE: {
      code: 'port-in-use',
      severity,
      file: 'PORT',
      reason: `another process is already listening on port ${port} of ${host}`,
      hint: 'Stop that process, or set PORT to a free port.',
    },
    EACCES: {
      code: 'setting-invalid',
      severity,
      file: 'PORT',
      reason: `this user may not listen on port ${port}`,
      hint: 'Set PORT to 1024 or above, and let a proxy listen on the lower port.',
    },
  }
  const otherwise: Problem = {
    code: 'setting-invalid',
    severity,
    file: 'HOST',
    reason: `the server cannot listen on "${host}" (${String(code ?? error.message)})`,
    hint: 'Set HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
  }
  return new FeedmillError(problems[String(code)] ?? otherwise, { cause: error })
}
