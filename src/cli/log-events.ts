import type { LossReason } from '../content/job-lost.js'
import type { IntakeListener } from '../live/intake-listener.js'
import type { Logger } from '../web/logger.js'
import type { AnnouncerListener } from '../websub/announcer.js'
import type { Progress } from './progress.js'
import { startedEmpty } from './served-catalogue.js'
import { tellRebuilt } from './tell.js'

/**
 * Logs what the intake does in the background. The first reading of a folder is shown as progress instead.
 *
 * @param catalogue - `isNew` if nothing was known before, so that every problem would be news
 */
export function logIntake(logger: Logger, progress: Progress, catalogue: { isNew: boolean }): IntakeListener {
  let first = true
  let isRenewed = false
  return {
    ...logAsItIs(logger),
    progress(done, total) {
      if (first) progress.show(done, total)
      else logger.info({ done, total }, 'reading')
    },
    problemsAppeared(problems) {
      if ((first || isRenewed) && catalogue.isNew) return
      for (const problem of problems) {
        logger[problem.severity === 'error' ? 'error' : 'warn']({ problem }, problem.reason)
      }
    },
    reopened(opened) {
      tellRebuilt(opened, logger)
      isRenewed = startedEmpty(opened)
      catalogue.isNew ||= isRenewed
    },
    synced() {
      first = false
      isRenewed = false
    },
  }
}

/** From this many posts on, the end of an indexing is logged as `info`; for a single save it is not worth that. */
const indexedToldMin = 1_000

function logAsItIs(logger: Logger): IntakeListener {
  return {
    problemsSolved(problems) {
      for (const problem of problems) logger.info({ gone: problem }, `resolved: ${problem.reason}`)
    },
    failed(reason) {
      logger.error({ reason }, 'the changes in the folder could not be published; it will be tried again')
    },
    unwatched(reason) {
      logger.warn(
        { reason },
        'some folders cannot be watched, so the whole content folder is checked every few seconds',
      )
    },
    watched() {
      logger.info('all folders can be watched again')
    },
    indexed(posts) {
      logger[posts < indexedToldMin ? 'debug' : 'info']({ posts }, 'indexed: searches find every post')
    },
  }
}

/** Logs how announcing goes; no reader and no proxy needs to know. */
export function logAnnouncer(logger: Logger): AnnouncerListener {
  return {
    failing: (reason) =>
      logger.warn({ reason }, 'the hub could not be notified of changes; it will be tried again'),
    recovered: () => logger.info('the hub can be notified of changes again'),
    refused: (topic, reason) => logger.warn({ topic, reason }, 'the hub refused a notification of a change'),
    announced: (topics) => logger.debug({ topics }, 'the hub was notified of changes'),
  }
}

/** Logs that a body was not rendered. */
export function logLostBody(logger: Logger): (permalink: string, why: LossReason) => void {
  return (permalink, why) => {
    const what = why === 'too-slow' ? 'took too long to render' : 'could not be rendered'
    logger.warn({ permalink, why }, `a body ${what}: its plain text is shown for now`)
  }
}
