import { crc32 } from 'node:zlib'

/** One version of one post. Its text contains both numbers, so that any answer that carries it can be checked. */
export interface Version {
  readonly post: number
  readonly version: number
}

/** What else goes into the file of a counted post. */
export interface CountedOptions {
  readonly category: string
  /** Most characters of filler. */
  readonly fillerMax?: number
}

/** The file of a version: its title and body contain the same numbers, and the body ends with its checksum. */
export function countedText(
  { post, version }: Version,
  { category, fillerMax = 400 }: CountedOptions,
): string {
  const minute = String(post % 60).padStart(2, '0')
  const hour = String(Math.trunc(post / 60) % 24).padStart(2, '0')
  const day = String((Math.trunc(post / 1440) % 28) + 1).padStart(2, '0')
  const header = [
    `title: "title:${post}:${version} Title"`,
    `date: 2022-01-${day} ${hour}:${minute}:00 +0800`,
    `categories: ${category}`,
    'description: said of it', // Otherwise the summary would repeat the body.
  ]
  return `---\n${header.join('\n')}\n---\n<p>${bodyOf({ post, version }, fillerMax)}</p>\n`
}

function bodyOf({ post, version }: Version, fillerMax: number): string {
  const letter = String.fromCharCode(97 + ((post * 7 + version) % 26))
  const filler = `${letter.repeat(5)} `.repeat(((post + version * 13) % (fillerMax + 1)) / 6).trim()
  return `begin:${post}:${version}:${filler}:${sumOf(post, version, filler)}:end`
}

function sumOf(post: number, version: number, filler: string): string {
  return crc32(`${post}:${version}:${filler}`).toString(16).padStart(8, '0')
}

/** A post in an answer that matches no version of its file. */
export class TornError extends Error {
  override readonly name = 'TornError'
  constructor(
    readonly post: number,
    what: string,
  ) {
    super(`post ${post} is torn: ${what}`)
  }
}

const marks = /title:(\d+):(\d+)|begin:(\d+):(\d+):([a-z ]*)(?::([0-9a-f]{8}):end)?/g

/**
 * Finds the versions that a feed carries, in any format.
 *
 * @throws TornError if a title and its body are of different versions, or the body is incomplete
 */
export function versionsIn(text: string): Version[] {
  const found: Version[] = []
  let title: Version | undefined
  for (const [mark, titlePost, titleVersion, post, version, filler, sum] of text.matchAll(marks)) {
    if (titlePost !== undefined) {
      if (title !== undefined) throw new TornError(title.post, 'it has no body')
      title = { post: Number(titlePost), version: Number(titleVersion) }
      continue
    }
    const body = { post: Number(post), version: Number(version) }
    if (title?.post !== body.post || title.version !== body.version)
      throw new TornError(title?.post ?? body.post, `title ${title?.version}, ${mark.slice(0, 60)}`)
    if (sum !== sumOf(body.post, body.version, filler ?? ''))
      throw new TornError(body.post, mark.slice(0, 60))
    found.push(body)
    title = undefined
  }
  if (title !== undefined) throw new TornError(title.post, 'it has no body')
  const posts = new Set(found.map(({ post }) => post))
  if (posts.size < found.length) throw new Error('a post is there twice')
  return found
}
