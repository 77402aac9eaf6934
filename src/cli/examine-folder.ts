import { type FeedsRead, readFeedsFile } from '../content/feeds-file.js'
import type { LossReason } from '../content/job-lost.js'
import type { ReadOptions, ReadResult } from '../content/read-result.js'
import { Reader } from '../content/reader.js'
import type { RenderContext, RenderedBody } from '../content/rendered-body.js'
import { Renderer } from '../content/renderer.js'
import { walkFolder } from '../content/walk-folder.js'
import { compareBytes } from '../model/byte-order.js'
import { pageHidden } from '../model/clashes.js'
import { normalise } from '../model/normalise.js'
import type { Post } from '../model/post.js'
import type { Fault, Problem } from '../model/problem.js'
import { decodePath } from '../model/segment.js'
import { absolute, type Site } from '../model/site.js'
import { type FolderFiles, findBodyProblems } from './body-problems.js'
import { Identities } from './identities.js'
import { mapAhead } from './map-ahead.js'
import { TakenAliases } from './taken-aliases.js'

/** How a folder is examined. */
export interface CheckOptions {
  /** The content folder, absolute. */
  readonly root: string
  readonly read: ReadOptions
  /** Examine `_drafts` too. */
  readonly drafts: boolean
  readonly site: Site
  readonly iframeHosts: readonly string[]
  /** Count posts with a future date as published, so that they claim their permalinks and guids already. */
  readonly future: boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What was found in one file. */
export interface Finding {
  /** The file is a post, and nothing is wrong that keeps it from being published. */
  readonly isWell: boolean
  /** Sorted by line; those of the whole file first. */
  readonly problems: readonly Problem[]
}

/** How many posts are read or rendered at once. */
const ahead = 16

/**
 * Reads every file of a folder as `serve` does, but publishes nothing.
 *
 * @returns a finding for each post, and for each other file with a problem, ordered by the UTF-8 bytes of the path;
 *   then, if there are aliases that only all posts together show to be taken, one more for `feeds.yml`; rejects if the folder cannot be read
 */
export async function* examineFolder(options: CheckOptions): AsyncGenerator<Finding> {
  const { posts, assets, others, feeds } = await listFolder(options)
  const inFolder: FolderFiles = { hasAsset: (path) => assets.has(path), hasPost: (path) => posts.has(path) }
  const reader = new Reader(options.root, options.read)
  const renderer = new BodyRenderer(options)
  const identities = new Identities()
  const aliases = new TakenAliases(feeds?.entries ?? [], assets)
  const files = [...new Set([...posts, ...others.keys()])].sort(compareBytes)
  try {
    const examined = mapAhead(files, ahead, async (file) => {
      const read = posts.has(file) ? await reader.read(file) : undefined
      const body = read?.post && (await renderer.problemsOf(read.post, inFolder))
      return { file, read, body: body ?? [] }
    })
    for await (const { file, read, body } of examined) {
      const found = [...(others.get(file) ?? []), ...(read?.problems ?? []), ...notReportedYet(body, read)]
      const post = read && isPublished(read, options) ? read.post : undefined
      const duplicate = post && identities.claim(post)
      if (post !== undefined && duplicate === undefined) aliases.see(post)
      const clash = duplicate ?? (post && hiddenBy(post, assets))
      yield {
        isWell: read?.post !== undefined && duplicate === undefined,
        problems: [...(clash === undefined ? [] : [clash]), ...found].sort(byLine),
      }
    }
    const taken = feeds === undefined ? [] : aliases.problems(feeds.file)
    if (taken.length > 0) yield { isWell: false, problems: taken }
  } finally {
    await Promise.all([reader.close(), renderer.close()])
  }
}

interface Listing {
  readonly posts: ReadonlySet<string>
  /** In NFC. */
  readonly assets: ReadonlySet<string>
  /** Problems that walking the folder and reading `feeds.yml` found, by file. */
  readonly others: ReadonlyMap<string, readonly Problem[]>
  readonly feeds: FeedsRead | undefined
}

async function listFolder({ root, drafts }: CheckOptions): Promise<Listing> {
  const posts = new Set<string>()
  const assets = new Set<string>()
  const others = new Map<string, Problem[]>()
  let feeds: FeedsRead | undefined
  for await (const listing of walkFolder(root, { drafts })) {
    for (const { file } of listing.posts) posts.add(file)
    for (const { file } of listing.assets) assets.add(normalise(file, 'NFC'))
    if (listing.feeds !== undefined) feeds = await readFeedsFile(root, listing.feeds.file)
    for (const problem of listing.problems)
      others.set(problem.file, [...(others.get(problem.file) ?? []), problem])
  }
  const { file, problems = [] } = feeds ?? {}
  if (file !== undefined && problems.length > 0) others.set(file, [...(others.get(file) ?? []), ...problems])
  return { posts, assets, others, feeds }
}

type WellRead = ReadResult & { readonly post: Post }

/** A draft, or a post with a future date, takes no permalink or guid from others. The catalogue has the same rule. */
function isPublished(read: ReadResult, { future, now }: CheckOptions): read is WellRead {
  if (read.post === undefined || read.draft) return false
  return future || read.post.published.instantMs <= now()
}

/** @param assets - paths, in NFC */
function hiddenBy({ source, permalink }: Post, assets: ReadonlySet<string>): Problem | undefined {
  const path = decodePath(permalink)?.slice(1) ?? ''
  return assets.has(path) ? pageHidden(source, permalink, path) : undefined
}

/** Reading has already checked the enclosure; if it complained, its message is closer to the cause. */
function notReportedYet(body: readonly Problem[], read: ReadResult | undefined): Problem[] {
  const said = read?.problems.some(({ code }) => code === 'enclosure-invalid')
  return body.filter(({ code }) => !(said && code === 'enclosure-invalid'))
}

function byLine(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0)
}

/** Renders bodies only to find what is wrong with them. */
class BodyRenderer {
  readonly #lost = new Map<RenderContext, LossReason>()
  readonly #renderer = new Renderer({ onLost: (context, why) => this.#lost.set(context, why) })

  constructor(private readonly options: CheckOptions) {}

  async problemsOf(post: Post, files: FolderFiles): Promise<Problem[]> {
    const { site, iframeHosts } = this.options
    const context = { permalink: absolute(site, post.permalink), assets: {}, iframeHosts }
    const body: RenderedBody = await this.#renderer.render(post.body, context)
    const why = this.#lost.get(context)
    this.#lost.delete(context)
    if (why === undefined) return findBodyProblems(post, body, files)
    return [{ ...(why === 'too-slow' ? tooSlow : postFailed), file: post.source }]
  }

  close(): Promise<void> {
    return this.#renderer.close()
  }
}

const tooSlow: Fault = {
  code: 'too-slow',
  severity: 'warning',
  reason: 'the body takes too long to render, so its plain text is published instead',
  hint: 'Simplify or split the post; look for something that is repeated thousands of times.',
}

const postFailed: Fault = {
  code: 'post-failed',
  severity: 'warning',
  reason: 'rendering the body failed, so its plain text is published instead',
  hint: 'This is a bug in the program: report it, with the file, and meanwhile write the post differently.',
}
