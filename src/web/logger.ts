import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import type { LogLevel } from '../model/log-level.js'

/** What writes the log. */
export type { Logger }

/**
 * Makes the log: one JSON object a line, whatever the values hold.
 *
 * Host name and process id are left out: whoever runs several processes knows whose output it reads.
 *
 * @param level - lines below it cost next to nothing
 * @param destination - where lines go; each is written whole, with its newline
 */
export function makeLogger(level: LogLevel, destination: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  }
  return pino(options, destination)
}

/** A log that nobody reads: what serves where none is handed in. */
export const silentLogger: Logger = pino({ level: 'silent' }, { write: () => undefined })
