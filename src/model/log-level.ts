/** The values of `LOG_LEVEL`: how much is logged, from everything to nothing. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** One of them. */
export type LogLevel = (typeof logLevels)[number]
