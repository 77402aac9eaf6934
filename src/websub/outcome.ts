import type { Moment } from '../catalogue/catalogue.js'
import type { FormatName } from '../model/format.js'
import type { Scope } from '../model/scope.js'
import type { Told } from './holds.js'
import type { HubAnswer } from './hub.js'

/** Why something is to be tried again, and when the hub asked for it. */
export type Failure = Pick<HubAnswer & { readonly kind: 'failed' }, 'reason' | 'retryAfterMs'>

/** What came of announcing one scope. */
export class Outcome {
  /** Up to which moment all is done. */
  until: Moment
  /** Topics that were looked at, and those of them that the hub took. */
  looked = 0
  taken = 0
  readonly told: Map<FormatName, Moment>
  /** Why it is to be tried again. */
  failure: Failure | undefined

  constructor(
    readonly scope: Scope,
    touched: Moment,
    told: Told = new Map(),
  ) {
    this.until = touched
    this.told = new Map(told)
  }
}
