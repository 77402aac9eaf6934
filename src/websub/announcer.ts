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

/** Scopes that are announced side by side. */
const sideBySide = 4
/** Pause for each topic that was looked at, in milliseconds: so many a second at most. */
const topicMs = 50
/** How often it is looked whether anything is to be announced, in milliseconds. */
const lookMs = 1_000
/** A scope that was announced is left alone for so long, whatever changes in it meanwhile, in milliseconds. */
const gapMs = 10_000

/** What announcing needs of the rest of the house. */
export interface AnnouncerHands {
  /** The one that is served now. */
  readonly catalogue: () => Catalogue
  readonly publication: Pick<Publication, 'find'>
  readonly hub: Hub
  /** Writes down what the hub was told; resolves when it is on the disk. */
  readonly keep: (announcements: readonly Announcement[]) => Promise<void>
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  /** Resolves after so long, or when the signal is given. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
  readonly listener: AnnouncerListener
}

/** What is told of announcing. */
export interface AnnouncerListener {
  /** The hub cannot be told for now, for another reason than before. It is tried again. */
  failing?(reason: string): void
  /** The hub takes announcements again. */
  recovered?(): void
  /** The hub will not take an announcement, for another reason than the last time: it is not repeated. */
  refused?(topic: string, reason: string): void
  /** The hub took so many topics. */
  announced?(topics: number): void
}

/**
 * Tells the hub of every feed that changed, in the background. Each format of a scope is a feed of its own with
 * subscribers of its own, and so a topic of its own: its self address.
 *
 * What is to be told stands in the catalogue. So a scope that changes ten times while it waits is told of once, and a
 * restart forgets nothing: a topic may be told of twice, and never not at all. A feed that comes out as it was is not
 * told of; one that was never made is, since nobody knows what it was.
 */
export class Announcer {
  readonly #prefix: string
  readonly #holds = new Holds()
  readonly #ender = new AbortController()
  #running: Promise<void> | undefined
  /** Rounds in a row of which the hub took nothing. */
  #failures = 0
  #failing: string | undefined
  #refused: string | undefined

  /** @param base - absolute address of the site, without a slash at the end */
  constructor(
    private readonly base: string,
    private readonly hands: AnnouncerHands,
  ) {
    this.#prefix = pathPrefix(base)
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Ends at once; what was under way is told after the next start. */
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
      if (!signal.aborted) await this.hands.pause(waitMs, signal)
    }
  }

  /** @returns how long to wait before the next, in milliseconds */
  async #round(): Promise<number> {
    const scopes = this.#next()
    if (scopes.length === 0) return lookMs
    const outcomes = await Promise.all(scopes.map((scope) => this.#announce(scope)))
    // What the end cut short is no failure of the hub.
    if (this.#ender.signal.aborted) return 0
    for (const outcome of outcomes) this.#hold(outcome)
    await this.#keep(outcomes.filter(({ failure }) => failure === undefined))
    const taken = sumOf(outcomes.map((outcome) => outcome.taken))
    if (taken > 0) this.hands.listener.announced?.(taken)
    const failure = mostPatient(outcomes)
    if (failure !== undefined) return this.#failed(failure, taken > 0)
    if (taken > 0) this.#recover()
    return topicMs * sumOf(outcomes.map(({ looked }) => looked))
  }

  /** Those that have waited longest, of those that may be announced now. */
  #next(): UnannouncedScope[] {
    const catalogue = this.hands.catalogue()
    if (!catalogue.status().complete) return []
    const nowMs = this.hands.now()
    this.#holds.release(nowMs)
    return catalogue
      .unannounced(sideBySide + this.#holds.size)
      .filter(({ scope }) => this.#holds.isFree(scope, nowMs))
      .slice(0, sideBySide)
  }

  async #announce(scope: UnannouncedScope): Promise<Outcome> {
    const outcome = new Outcome(scope.scope, scope.touched, this.#holds.told(scope.scope))
    try {
      const changed = await this.#tellFormats(scope, outcome)
      // A commit that came meanwhile may have changed a format of which the hub was told before it.
      const isStill = this.hands.catalogue().scope(scope.scope)?.touched === scope.touched
      if (isStill) outcome.until = Math.max(outcome.until, changed)
    } catch (error) {
      outcome.failure = { reason: messageOf(error) }
    }
    return outcome
  }

  /**
   * One format after the other; where the hub fails, the rest waits.
   *
   * @returns when the last of those of which it was told had changed
   */
  async #tellFormats(
    { scope, touched, announced, settings }: UnannouncedScope,
    outcome: Outcome,
  ): Promise<Moment> {
    let last = 0
    for (const format of settings.gone === true ? [] : formatNames) {
      if ((outcome.told.get(format) ?? 0) >= touched) continue
      outcome.looked++
      const path = feedPath(scope, format)
      const changed = await this.#changeOf(path, touched)
      if (changed <= announced) continue
      const answer = await this.hands.hub.publish(this.base + path, this.#ender.signal)
      if (answer.kind === 'failed') {
        outcome.failure = answer
        return last
      }
      if (answer.kind === 'refused') this.#wasRefused(this.base + path, answer.reason)
      else outcome.taken++
      outcome.told.set(format, touched)
      last = Math.max(last, changed)
    }
    return last
  }

  /** When a feed last changed: `touched` where nobody knows what it was, 0 where it is nowhere to be had. */
  async #changeOf(path: string, touched: Moment): Promise<Moment> {
    const address = this.#prefix + path
    if (this.hands.catalogue().revision(address) === undefined) return touched
    const found = await this.hands.publication.find({ path: address, query: '' })
    if (found.kind === 'not-ready') throw new Error('the feed cannot be made yet')
    return found.kind === 'resource' ? (found.resource.modified ?? touched) : 0
  }

  #hold({ scope, told, failure }: Outcome): void {
    const failures = failure === undefined ? 0 : this.#holds.failures(scope) + 1
    const waitMs = failure === undefined ? gapMs : this.#backoffMs(failures, failure)
    this.#holds.hold(scope, { untilMs: this.hands.now() + waitMs, failures, told })
  }

  /** What cannot be written down is tried again, and the hub is not told of it meanwhile. */
  async #keep(done: readonly Outcome[]): Promise<void> {
    try {
      await this.#kept(done.map(({ scope, until }) => ({ scope, until })))
    } catch (error) {
      for (const outcome of done) this.#hold({ ...outcome, failure: { reason: messageOf(error) } })
      throw error
    }
  }

  /** Resolves when it is on the disk, or at the end: whoever writes may have ended before. */
  async #kept(announcements: readonly Announcement[]): Promise<void> {
    if (announcements.length === 0) return
    const { signal } = this.#ender
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
      signal.addEventListener('abort', end)
    })
    const kept = this.hands.keep(announcements)
    await Promise.race([kept, ended]).finally(() => signal.removeEventListener('abort', end))
  }

  #recover(): void {
    if (this.#failing !== undefined) this.hands.listener.recovered?.()
    this.#failures = 0
    this.#failing = undefined
    this.#refused = undefined
  }

  #wasRefused(topic: string, reason: string): void {
    if (this.#refused !== reason) this.hands.listener.refused?.(topic, reason)
    this.#refused = reason
  }

  /**
   * @param isPartly - the hub took other topics
   * @returns how long to wait before anything is tried again, in milliseconds
   */
  #failed(failure: Failure, isPartly: boolean): number {
    const { reason } = failure
    this.#failures = isPartly ? 1 : this.#failures + 1
    if (this.#failing !== reason) this.hands.listener.failing?.(reason)
    this.#failing = reason
    return this.#backoffMs(this.#failures, failure)
  }

  #backoffMs(failures: number, { retryAfterMs }: Failure): number {
    return backoffMs(failures, this.hands.random(), retryAfterMs)
  }
}

/** Of what failed, what asks for the longest rest. */
function mostPatient(outcomes: readonly Outcome[]): Failure | undefined {
  const failures = outcomes.flatMap(({ failure }) => failure ?? [])
  return failures.sort((a, b) => (b.retryAfterMs ?? 0) - (a.retryAfterMs ?? 0))[0]
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
