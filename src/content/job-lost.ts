/** Why a job has no result: it exceeded its deadline, its worker died, it failed, or the pool was closed. */
export type LossReason = 'too-slow' | 'died' | 'failed' | 'closed'

/** What `WorkerPool.run` rejects with. */
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

/** The loss of a job that was given to a closed pool, or was in flight when it was closed. */
export function closedLoss(): JobLost {
  return new JobLost('closed', 'the pool was closed')
}
