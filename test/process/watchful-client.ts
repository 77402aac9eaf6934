import { batchPosts, type CountedFolder } from './counted-folder.js'
import { versionsIn } from './counted-post.js'
import type { ServerProcess } from './server-process.js'
import type { Validators } from './validators.js'

/** Asks a server for feeds, and checks each answer against the folder and against everything it saw before. */
export class WatchfulClient {
  /** For each address, what its last answer carried. */
  readonly #last = new Map<string, Map<number, number>>()
  /** Feeds that the server must know to have been published. */
  readonly #published = new Set<string>()

  constructor(
    private readonly folder: CountedFolder,
    readonly validators: Validators,
  ) {}

  /**
   * @param category - undefined asks for the feed of the whole site
   * @returns what the feed carries; undefined if there was no answer that can be checked
   * @throws if a post is torn, lost, repeated or older than before, or a batch is incomplete
   */
  async ask(
    server: ServerProcess,
    category: string | undefined,
    suffix: string,
  ): Promise<ReadonlyMap<number, number> | undefined> {
    const path = `/${category ?? 'feed'}.${suffix}`
    const answer = await server.get(path)
    if (answer.status !== 200) {
      const isEarly = answer.status === 0 || answer.status === 503
      if (isEarly || (answer.status === 404 && !this.#published.has(path))) return undefined
      throw new Error(`${path} answered ${answer.status}`)
    }
    this.validators.see(path, answer)
    const carried = new Map(versionsIn(answer.text).map(({ post, version }) => [post, version]))
    this.#judge(path, carried)
    if (category?.startsWith('batch-') && carried.size % batchPosts !== 0)
      throw new Error(`${path} has ${carried.size} posts of a batch of ${batchPosts}`)
    this.#last.set(path, carried)
    this.#published.add(path)
    return carried
  }

  /** The catalogue was deleted, and with it the knowledge of feeds without posts. */
  forgetPublished(): void {
    this.#published.clear()
  }

  #judge(path: string, carried: ReadonlyMap<number, number>): void {
    const { posts } = this.folder
    for (const [post, version] of this.#last.get(path) ?? []) {
      const now = carried.get(post)
      if (now === undefined && posts.has(post) && !this.folder.isAnother(post))
        throw new Error(
          `${path} has lost post ${post} (${this.folder.historyOf(post)}) at ${Math.round(performance.now())}`,
        )
      if (now !== undefined && now < version)
        throw new Error(`${path} went back to version ${now} of post ${post}, and had ${version}`)
    }
    for (const [post, version] of carried) {
      const held = posts.get(post)
      if (held !== undefined && version > held.version)
        throw new Error(`${path} has version ${version} of post ${post}, of which there are ${held.version}`)
    }
  }

  /** @throws if a client that asks by date is told 304 although it has other bytes */
  async checkDates(server: ServerProcess): Promise<void> {
    for (const path of this.validators.paths()) {
      const modified = this.validators.modifiedOf(path)
      if (modified === undefined) continue
      const { status, headers } = await server.get(path, { 'If-Modified-Since': modified })
      if (status === 304 && !this.validators.isLast(path, String(headers.etag)))
        throw new Error(`${path}: 304 to whoever has other bytes of ${modified}`)
    }
  }
}
