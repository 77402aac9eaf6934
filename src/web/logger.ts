import { createRequire } from 'node:module'
import type { DestinationStream, LoggerOptions, Logger as PinoLogger, pino } from 'pino'
import { type LogLevel, logLevels } from '../model/log-level.js'

/** What writes the log. A line holds an object's values and a text, or a text alone. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'> & {
  /** Whether lines of this level are written. */
  isLevelEnabled(level: LogLevel): boolean
}

/**
 * Makes the log: one JSON object a line, whatever the values hold.
 *
 * Host name and process id are left out: whoever runs several processes knows whose output it reads.
 *
 * @param level - lines below it cost next to nothing
 * @param destination - where lines go; each is written whole, with its newline
 */
export function makeLogger(level: LogLevel, destination: DestinationStream): Logger {
  let made: PinoLogger | undefined
  const logger = (): PinoLogger => {
    made ??= loadPino()(optionsFor(level), destination)
    return made
  }
  return {
    isLevelEnabled: (asked) => logLevels.indexOf(asked) >= logLevels.indexOf(level),
    get debug() {
      return logger().debug.bind(logger())
    },
    get info() {
      return logger().info.bind(logger())
    },
    get warn() {
      return logger().warn.bind(logger())
    },
    get error() {
      return logger().error.bind(logger())
    },
  }
}

/** A log that nobody reads: what serves where none is handed in. */
export const silentLogger: Logger = makeLogger('silent', { write: () => undefined })

/** Loaded when the first line is to be written: whoever starts again answers before. */
function loadPino(): typeof pino {
  const require = createRequire(import.meta.url)
  return require('pino')
}

function optionsFor(level: LogLevel): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  }
}
