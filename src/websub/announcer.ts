import type { Announcement, Catalogue, Moment, UnannouncedScope } from '../catalogue/catalogue.js'
import { feedPath } from '../model/address.js'
import { formatNames } from '../model/format.js'
import { messageOf } from '../model/message-of.js'
import { pathPrefix } from '../model/site.js'
import type { Publication } from '../publication/publication.js'
import { backoffMs } from './backoff.js'
import { Holds } from './holds.js'
import type { Hub } from './hub.js'
import { type Failure, Outcome } from './outcome.js'

/** Scopes announced in parallel. */
const concurrency = 4
/** Pause per topic checked, in milliseconds; limits how many a second. */
const topicMs = 50
/** Interval between checks for anything to announce, in milliseconds. */
const lookMs = 1_000
/** Pause before a scope is announced again, whatever changes in it meanwhile, in milliseconds. */
const gapMs = 10_000

/** What the announcer needs from outside. */
export interface AnnouncerDependencies {
  /** The catalogue being served now. */
  readonly catalogue: () => Catalogue
  readonly publication: Pick<Publication, 'find'>
  readonly hub: Hub
  /** Records what the hub was told; resolves once it is on disk. */
  readonly keep: (announcements: readonly Announcement[]) => Promise<void>
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number
  /** From 0 up to, but not including, 1. */
  readonly random: () => number
  /** Resolves after this time, or as soon as the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
  readonly listener: AnnouncerListener
}

/** Events that the announcer reports. */
export interface AnnouncerListener {
  /** The hub cannot be told for now, for a different reason than before. It will be retried. */
  failing?(reason: string): void
  /** The hub accepts announcements again. */
  recovered?(): void
  /** The hub rejected an announcement, for a different reason than last time. It is not retried. */
  refused?(topic: string, reason: string): void
  /** The hub accepted this many topics. */
  announced?(topics: number): void
}

/**
 * Tells the hub about every feed that changed, in the background. Each format of a scope is a feed with subscribers of
 * its own, and therefore a topic of its own: its self address.
 *
 * What remains to be announced is known from the catalogue. So a scope that changes ten times while it waits is
 * announced once, and a restart forgets nothing: a topic may be announced twice, but never not at all. A feed that
 * comes out unchanged is not announced; one that was never made before is, since its previous state is unknown.
 */
export class Announcer {
  readonly #prefix: string
  readonly #holds = new Holds()
  readonly #ender = new AbortController()
  #running: Promise<void> | undefined
  /** Consecutive failed rounds; a failed round in which the hub accepted something counts as the first. */
  #failures = 0
  #failing: string | undefined
  #refused: string | undefined

  /** @param base - absolute address of the site, without a slash at the end */
  constructor(
    private readonly base: string,
    private readonly dependencies: AnnouncerDependencies,
  ) {
    this.#prefix = pathPrefix(base)
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Stops at once; what was in flight is announced after the next start. */
  async close(): Promise<void> {
    this.#ender.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#ender
    while (!signal.aborted) {
      const waitMs = await this.#round().catch((error: unknown) =>
        this.#failed({ reason: messageOf(error) }, false),
      )
      if (!signal.aborted) await this.dependencies.pause(waitMs, signal)
    }
  }

  /** @returns how long to wait before the next round, in milliseconds */
  async #round(): Promise<number> {
    const scopes = this.#next()
    if (scopes.length === 0) return lookMs
    const outcomes = await Promise.all(scopes.map((scope) => this.#announce(scope)))
    // Requests that were cut short by closing are no failure of the hub.
    if (this.#ender.signal.aborted) return 0
    for (const outcome of outcomes) this.#hold(outcome)
    await this.#keep(outcomes.filter(({ failure }) => failure === undefined))
    const accepted = sumOf(outcomes.map((outcome) => outcome.accepted))
    if (accepted > 0) this.dependencies.listener.announced?.(accepted)
    const failure = mostPatient(outcomes)
    if (failure !== undefined) return this.#failed(failure, accepted > 0)
    if (accepted > 0) this.#recover()
    return topicMs * sumOf(outcomes.map(({ checked }) => checked))
  }

  /** The scopes that have waited longest, of those that may be announced now. */
  #next(): UnannouncedScope[] {
    const catalogue = this.dependencies.catalogue()
    if (!catalogue.status().complete) return []
    const nowMs = this.dependencies.now()
    this.#holds.release(nowMs)
    return catalogue
      .unannounced(concurrency + this.#holds.size)
      .filter(({ scope }) => this.#holds.isFree(scope, nowMs))
      .slice(0, concurrency)
  }

  async #announce(scope: UnannouncedScope): Promise<Outcome> {
    const outcome = new Outcome(scope.scope, scope.touched, this.#holds.announcedFormats(scope.scope))
    try {
      const changed = await this.#tellFormats(scope, outcome)
      // A commit meanwhile may have changed a format about which the hub had already been told.
      const isStill = this.dependencies.catalogue().scope(scope.scope)?.touched === scope.touched
      if (isStill) outcome.until = Math.max(outcome.until, changed)
    } catch (error) {
      outcome.failure = { reason: messageOf(error) }
    }
    return outcome
  }

  /**
   * Announces one format after the other; if the hub fails, the rest wait.
   *
   * @returns the latest change of the formats that were announced, or 0 if none was
   */
  async #tellFormats(
    { scope, touched, announced, settings }: UnannouncedScope,
    outcome: Outcome,
  ): Promise<Moment> {
    let last = 0
    for (const format of settings.gone === true ? [] : formatNames) {
      if ((outcome.announcedFormats.get(format) ?? 0) >= touched) continue
      outcome.checked++
      const path = feedPath(scope, format)
      const changed = await this.#changeOf(path, touched)
      if (changed <= announced) continue
      const answer = await this.dependencies.hub.publish(this.base + path, this.#ender.signal)
      if (answer.kind === 'failed') {
        outcome.failure = answer
        return last
      }
      if (answer.kind === 'refused') this.#wasRefused(this.base + path, answer.reason)
      else outcome.accepted++
      outcome.announcedFormats.set(format, touched)
      last = Math.max(last, changed)
    }
    return last
  }

  /** When a feed last changed: `touched` if its previous state is unknown, 0 if there is no such feed any more. */
  async #changeOf(path: string, touched: Moment): Promise<Moment> {
    const address = this.#prefix + path
    if (this.dependencies.catalogue().revision(address) === undefined) return touched
    const found = await this.dependencies.publication.find({ path: address, query: '' })
    if (found.kind === 'not-ready') throw new Error('the feed cannot be made yet')
    return found.kind === 'resource' ? (found.resource.modified ?? touched) : 0
  }

  #hold({ scope, announcedFormats, failure }: Outcome): void {
    const failures = failure === undefined ? 0 : this.#holds.failures(scope) + 1
    const waitMs = failure === undefined ? gapMs : this.#backoffMs(failures, failure)
    this.#holds.hold(scope, { untilMs: this.dependencies.now() + waitMs, failures, announcedFormats })
  }

  /** What cannot be recorded is retried, without telling the hub again. */
  async #keep(done: readonly Outcome[]): Promise<void> {
    try {
      await this.#kept(done.map(({ scope, until }) => ({ scope, until })))
    } catch (error) {
      for (const outcome of done) this.#hold({ ...outcome, failure: { reason: messageOf(error) } })
      throw error
    }
  }

  /** Resolves once it is on disk, or when the announcer is closed: the writer may have ended before that. */
  async #kept(announcements: readonly Announcement[]): Promise<void> {
    if (announcements.length === 0) return
    const { signal } = this.#ender
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
      signal.addEventListener('abort', end)
    })
    const kept = this.dependencies.keep(announcements)
    await Promise.race([kept, ended]).finally(() => signal.removeEventListener('abort', end))
  }

  #recover(): void {
    if (this.#failing !== undefined) this.dependencies.listener.recovered?.()
    this.#failures = 0
    this.#failing = undefined
    this.#refused = undefined
  }

  #wasRefused(topic: string, reason: string): void {
    if (this.#refused !== reason) this.dependencies.listener.refused?.(topic, reason)
    this.#refused = reason
  }

  /**
   * @param isPartly - the hub accepted other topics in the same round
   * @returns how long to wait before anything is retried, in milliseconds
   */
  #failed(failure: Failure, isPartly: boolean): number {
    const { reason } = failure
    this.#failures = isPartly ? 1 : this.#failures + 1
    if (this.#failing !== reason) this.dependencies.listener.failing?.(reason)
    this.#failing = reason
    return this.#backoffMs(this.#failures, failure)
  }

  #backoffMs(failures: number, { retryAfterMs }: Failure): number {
    return backoffMs(failures, this.dependencies.random(), retryAfterMs)
  }
}

/** Of all failures, the one that asks for the longest wait. */
function mostPatient(outcomes: readonly Outcome[]): Failure | undefined {
  const failures = outcomes.flatMap(({ failure }) => failure ?? [])
  return failures.sort((a, b) => (b.retryAfterMs ?? 0) - (a.retryAfterMs ?? 0))[0]
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
