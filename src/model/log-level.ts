/** How much is logged, from everything to nothing: `LOG_LEVEL` is one of them. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** One of them. */
export type LogLevel = (typeof logLevels)[number]
