import type { CatalogueWriter, KnownFile } from '../catalogue/writer.js'
import type { FileStamp } from '../content/read-result.js'
import type { FolderListing, FoundAsset, FoundFile } from '../content/walk-folder.js'
import { joinPath, splitPath } from '../model/content-path.js'
import type { Problem } from '../model/problem.js'
import { Backlog } from './backlog.js'

/** How a folder differs from the catalogue: collected first, ingested afterwards. */
export class Differences {
  readonly posts = new Backlog()
  readonly assets: FoundAsset[] = []
  /** Path of `feeds.yml`, if it changed. */
  feeds: string | undefined
  /** Files that the catalogue knows and the folder no longer has. */
  readonly removed: string[] = []
  /** Of the folder itself, and of anything in it that is not a post. */
  readonly problems: Problem[] = []
  /** How many posts, assets and settings were found, changed or not. */
  files = 0

  /** Known files of the folder that is being walked, by path. */
  #known = new Map<string, KnownFile>()

  constructor(private readonly writer: CatalogueWriter) {}

  /** Begins a folder, before anything that lies in it. @returns whether a file of this name is known in it */
  begin(folder: string): (name: string) => boolean {
    this.#known = new Map(this.writer.filesIn(folder).map((record) => [record.file, record]))
    return (name) => this.#known.has(joinPath(folder, name))
  }

  post(found: FoundFile, known: KnownFile | undefined): void {
    const [folder, name] = splitPath(found.file)
    if (this.#isMoved(found, known)) this.posts.add(folder, [name])
  }

  asset(found: FoundAsset, known: KnownFile | undefined): void {
    if (this.#isMoved(found, known)) this.assets.push(found)
  }

  settings(found: FoundFile, known: KnownFile | undefined): void {
    if (this.#isMoved(found, known)) this.feeds = found.file
  }

  /** Compares everything that lies directly in the folder that was begun last. */
  folder(listing: FolderListing): void {
    const known = this.#known
    const take = (file: string) => {
      const record = known.get(file)
      known.delete(file)
      return record
    }
    const moved = listing.posts.filter((post) => this.#isMoved(post, take(post.file)))
    this.posts.add(
      listing.folder,
      moved.map(({ file }) => splitPath(file)[1]),
    )
    for (const asset of listing.assets) this.asset(asset, take(asset.file))
    if (listing.feeds !== undefined) this.settings(listing.feeds, take(listing.feeds.file))
    // What could not be examined may well be there: a disk that fails for a moment removes nothing.
    if (listing.complete) for (const file of known.keys()) this.removed.push(file)
    for (const problem of listing.problems) this.problems.push(problem)
  }

  #isMoved(found: FileStamp, known: KnownFile | undefined): boolean {
    this.files += 1
    return known === undefined || known.size !== found.size || known.mtimeMs !== found.mtimeMs
  }
}
