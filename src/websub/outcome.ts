import type { Moment } from '../catalogue/catalogue.js'
import type { FormatName } from '../model/format.js'
import type { Scope } from '../model/scope.js'
import type { AnnouncedFormats } from './holds.js'
import type { HubAnswer } from './hub.js'

/** Why an announcement has to be retried, and how long the hub asked us to wait. */
export type Failure = Pick<HubAnswer & { readonly kind: 'failed' }, 'reason' | 'retryAfterMs'>

/** The result of announcing one scope. */
export class Outcome {
  /** The moment up to which the hub knows all of it. */
  until: Moment
  /** Topics checked, and how many of those the hub accepted. */
  checked = 0
  accepted = 0
  readonly announcedFormats: Map<FormatName, Moment>
  /** Why it has to be retried; undefined if it succeeded. */
  failure: Failure | undefined

  constructor(
    readonly scope: Scope,
    touched: Moment,
    announcedFormats: AnnouncedFormats = new Map(),
  ) {
    this.until = touched
    this.announcedFormats = new Map(announcedFormats)
  }
}
