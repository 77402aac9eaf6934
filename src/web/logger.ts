import { createRequire } from 'node:module'
import type { DestinationStream, LoggerOptions, Logger as PinoLogger, pino } from 'pino'
import { type LogLevel, logLevels } from '../model/log-level.js'

/** Writes the log. A line holds an object's values and a text, or only a text. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'> & {
  /** Whether lines of this level are written. */
  isLevelEnabled(level: LogLevel): boolean
}

/**
 * Makes a logger: one JSON object per line, whatever the values contain, and nothing in it that a terminal would obey.
 *
 * Host name and process id are left out: those who run several processes know whose output they read.
 *
 * @param level - lines below it cost next to nothing
 * @param destination - receives each line whole, with its newline
 */
export function makeLogger(level: LogLevel, destination: DestinationStream): Logger {
  let made: PinoLogger | undefined
  const logger = (): PinoLogger => {
    made ??= loadPino()(optionsFor(level), { write: (line) => destination.write(escapeControls(line)) })
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

/** Writes nothing: the default if no logger is given. */
export const silentLogger: Logger = makeLogger('silent', { write: () => undefined })

/** Loads pino with the first line, so that a restarted server answers before that. */
function loadPino(): typeof pino {
  const require = createRequire(import.meta.url)
  return require('pino')
}

/**
 * JSON (RFC 8259 §7) escapes neither DEL nor the C1 controls, such as U+009B, which begins an escape sequence; nor line
 * separators and bidirectional controls. Names of files and what clients send may contain them. In a line of JSON they
 * can only stand within strings.
 */
function escapeControls(line: string): string {
  return line.replace(
    /[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function optionsFor(level: LogLevel): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  }
}
