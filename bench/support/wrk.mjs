import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** CPU time of processes, all their threads, in ms. The system counts in steps of 10 ms. */
function cpuOf(pids) {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) * 10
  }, 0)
}

/**
 * Loads a server for some seconds from one core, over 32 persistent connections.
 *
 * @param paths - requested at random, in the same order for every server
 * @param pids - the server's processes
 * @returns requests a second, the server's CPU time a request in µs, p99 in ms
 */
export async function load(folder, { port, paths, headers = {}, pids, seconds, core }) {
  const script = join(folder, 'load.lua')
  const fields = Object.entries(headers).map(([name, value]) => `wrk.headers["${name}"] = '${value}'\n`)
  writeFileSync(
    script,
    `${fields.join('')}local asked = {}
math.randomseed(1)
local paths = {${paths.map((path) => `"${path}"`).join(',')}}
init = function() for i, path in ipairs(paths) do asked[i] = wrk.format("GET", path) end end
request = function() return asked[math.random(#asked)] end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
`,
  )
  const cpuMs = cpuOf(pids)
  const words = ['-c', core, 'wrk', '-t1', '-c32', `-d${seconds}s`, '-s', script, `http://127.0.0.1:${port}`]
  const said = await text(spawn('taskset', words).stdout)
  const [, requests, us, p99us, errors] = /RESULT (\d+) (\d+) (\d+) (\d+)/.exec(said)?.map(Number) ?? []
  if (!(requests > 0) || errors > 0) throw new Error(`${paths[0]}: ${errors} errors: ${said}`)
  const spentMs = cpuOf(pids) - cpuMs
  return { rps: requests / (us / 1e6), cpuUs: (spentMs * 1000) / requests, p99Ms: p99us / 1000 }
}
