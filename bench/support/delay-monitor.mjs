// Loaded into a process by `--import`: records its event loop delay. On SIGUSR2 it appends one line to the file that
// DELAY_FILE names, in ms, and starts over.
import { appendFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  const resolutionMs = 1
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  process.on('SIGUSR2', () => {
    const at = (percentile) => delay.percentile(percentile) / 1e6
    appendFileSync(
      process.env.DELAY_FILE,
      `${JSON.stringify({ p50: at(50), p99: at(99), p999: at(99.9), most: delay.max / 1e6 })}\n`,
    )
    delay.reset()
  })
}
