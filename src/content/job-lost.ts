/** Why a job has no result: it passed its deadline, its worker ended under it, it threw, or the pool was closed. */
export type LossReason = 'too-slow' | 'died' | 'failed' | 'closed'

/** What `run` rejects with. */
export class JobLost extends Error {
  override readonly name = 'JobLost'
  constructor(
    readonly why: LossReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Of a job that was given to a closed pool, or was under way when it was closed. */
export function closedLoss(): JobLost {
  return new JobLost('closed', 'the pool was closed')
}
