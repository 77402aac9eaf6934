import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import { Announcer, type AnnouncerDependencies } from '../../src/websub/announcer.js'
import type { HubAnswer } from '../../src/websub/hub.js'
import { Workbench } from '../catalogue/workbench.js'
import { type Deferred, defer } from '../support/deferred.js'
import { FakePublication } from '../support/fake-publication.js'
import { makePost, makeRead } from '../support/make-post.js'

/** Address of the site. */
export const base = 'https://example.com/news'
export const accepted: HubAnswer = { kind: 'accepted' }
export const down: HubAnswer & { kind: 'failed' } = { kind: 'failed', reason: 'it answered 503' }

/** Runs an announcer on a catalogue of its own, one pause at a time: its clock moves only during pauses. */
export class Stage {
  readonly bench = new Workbench()
  readonly writer: CatalogueWriter
  readonly catalogue: Catalogue
  /** The moment up to which there is nothing to announce. */
  readonly begunAt: number
  /** Topics that were announced, without the site's address. */
  readonly topics: string[] = []
  readonly said: string[] = []
  /** The number of accepted topics, each time it was reported. */
  readonly announced: number[] = []
  answer: (topic: string, signal: AbortSignal) => HubAnswer | Promise<HubAnswer> = () => accepted
  changed: Partial<AnnouncerDependencies> = {}
  #announcer: Announcer | undefined
  #nowMs = 1_000_000
  #pauseMs = 0
  #asleep: Deferred<number> = defer()
  #awake = defer()

  constructor() {
    this.writer = this.bench.writer({ hub: 'https://hub.example.com/' })
    this.catalogue = this.bench.catalogue()
    this.save('first')
    this.writer.ingest({ complete: true })
    this.begunAt = this.catalogue.lastCommit()
  }

  /** Saves a post in one category, which touches that category and the site. */
  save(name: string, category = 'hongwang'): void {
    const source = `_posts/2021-12-30-${name}.md`
    this.writer.ingest({
      posts: [makeRead({ post: makePost({ source, categories: [category], tags: [] }) })],
    })
  }

  /** @returns the first pause that it makes, in milliseconds */
  start(): Promise<number> {
    this.#asleep = defer()
    this.#announcer = new Announcer(base, {
      catalogue: () => this.catalogue,
      publication: new FakePublication(),
      hub: {
        publish: async (topic, signal) => {
          this.topics.push(topic.slice(base.length))
          return this.answer(topic, signal)
        },
      },
      keep: async (announcements) => this.writer.keepAnnouncements(announcements),
      now: () => this.#nowMs,
      random: () => 0,
      pause: (ms, signal) => {
        this.#pauseMs = ms
        this.#awake = defer()
        const awake = this.#awake
        const wake = () => awake.resolve()
        signal.addEventListener('abort', wake)
        this.#asleep.resolve(ms)
        return awake.promise.finally(() => signal.removeEventListener('abort', wake))
      },
      listener: {
        failing: (reason) => this.said.push(`failing: ${reason}`),
        recovered: () => this.said.push('recovered'),
        announced: (topics) => this.announced.push(topics),
        refused: (topic, reason) => this.said.push(`refused ${topic.slice(base.length)}: ${reason}`),
      },
      ...this.changed,
    })
    this.#announcer.start()
    return this.#asleep.promise
  }

  /** Lets the pause pass. @returns the next one, in milliseconds */
  next(): Promise<number> {
    this.#nowMs += this.#pauseMs
    this.#asleep = defer()
    this.#awake.resolve()
    return this.#asleep.promise
  }

  /** Lets pauses pass until this many milliseconds are over. */
  async pass(ms: number): Promise<void> {
    for (const endMs = this.#nowMs + ms; this.#nowMs < endMs; ) await this.next()
  }

  /** The topics announced since the last call, sorted. */
  news(): string[] {
    return this.topics.splice(0).toSorted()
  }

  get waiting(): number {
    return this.catalogue.unannounced(1_000).length
  }

  async close(): Promise<void> {
    await this.#announcer?.close()
  }

  async clear(): Promise<void> {
    await this.close()
    this.bench.clear()
  }
}
