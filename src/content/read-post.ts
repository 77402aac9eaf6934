import { toName, toPlainText } from '../model/plain-text.js'
import type { Post, PostHead } from '../model/post.js'
import { type Fault, isFault, type Problem } from '../model/problem.js'
import { wallClock } from '../model/zone.js'
import type { ZonedTime } from '../model/zoned-time.js'
import { isDateInFlag, readPublished, readUpdated } from './dates.js'
import { decodeText } from './decode-text.js'
import { type FileName, parseFileName, toWords } from './file-name.js'
import { parseFrontMatter } from './front-matter.js'
import { checkGuid, makeGuid } from './guid.js'
import { HeaderReader } from './header-reader.js'
import { readEnclosure, readImage, readLanguage } from './media.js'
import { readAuthors, readCategories, readTags } from './names.js'
import { makePermalink } from './permalink.js'
import { type FileBytes, readFile, toResult, type UnreadFile } from './read-file.js'
import type { ReadOptions, ReadResult } from './read-result.js'

/**
 * Reads one file of the content folder.
 *
 * @param root - the content folder, absolute
 * @param file - path beneath it, separated by `/`, spelled as on disk
 * @returns what it is and what is wrong with it; undefined if it no longer exists. Never rejects because of what is in
 *   the file
 */
export async function readPost(
  root: string,
  file: string,
  options: ReadOptions,
): Promise<ReadResult | undefined> {
  const read = await readFile(root, file, options.postBytesMax)
  return read && toResult(file, read, parseBytes(file, read, options))
}

/** What is in a file, without its stamp. */
export type ParsedPost = Pick<ReadResult, 'post' | 'draft' | 'problems'>

function parseBytes(file: string, read: FileBytes | UnreadFile, options: ReadOptions): ParsedPost {
  const text = 'fault' in read ? read.fault : decodeText(read.bytes)
  if (typeof text === 'string') return parsePost(file, text, options)
  return { draft: false, problems: [{ ...text, file }] }
}

/**
 * Parses a file's text into a post. Pure: the same text gives the same post, at any time and anywhere.
 *
 * @param file - path beneath the content folder
 * @param text - decoded, with `\n` between lines, see `decodeText`
 * @returns no post if there is an error. Errors come in the order front matter, date, title, permalink, guid, draft,
 *   so the first one is what its author should mend first
 */
export function parsePost(file: string, text: string, options: ReadOptions): ParsedPost {
  const name = parseFileName(file)
  const parts = parseFrontMatter(text)
  if (isFault(parts)) return { draft: false, problems: [{ ...parts, file }] }
  const reader = new HeaderReader(parts.header)
  reader.faults.push(...parts.faults, ...(parts.found ? [] : [noFrontMatter(name)]))
  const head = readHead(reader, name, file, parts.found, options)
  const body = cleanBody(parts.body, parts.bodyLine)
  reader.faults.push(...body.faults)
  const draft = isDraft(reader, head?.published, options.timeZone)
  const problems = reader.faults.map((fault): Problem => ({ ...fault, file }))
  if (head === undefined || problems.some(({ severity }) => severity === 'error')) return { draft, problems }
  const post: Post = { ...head, body: { kind: name.kind, text: body.text } }
  return { post, draft, problems }
}

function readHead(
  reader: HeaderReader,
  name: FileName,
  file: string,
  headed: boolean,
  options: ReadOptions,
): PostHead | undefined {
  const published = readPublished(reader, name, options.timeZone)
  const title = readTitle(reader, name, headed)
  const categories = readCategories(reader, name.categories)
  if (categories.length === 0) {
    reader.warn(
      'category-missing',
      'categories',
      'the post is in no category',
      'Add "categories: NAME" to the front matter.',
    )
  }
  const address = published && readAddress(reader, name, file, { published, categories }, options)
  const words = readWords(reader)
  if (published === undefined || title === undefined || address === undefined) return undefined
  const updated = readUpdated(reader, published, options.timeZone)
  return { source: file, ...address, title, published, updated, categories, ...words }
}

/** Both keys are read, so that each mistake is reported. */
function isDraft(reader: HeaderReader, published: ZonedTime | undefined, timeZone: string): boolean {
  const draft = reader.strictFlag('draft') === true
  const isPublished = isDateInFlag(reader, published, timeZone) || reader.strictFlag('published') !== false
  return draft || !isPublished
}

/** An empty title is a mistake; a missing one is replaced by the words of the file name's slug. */
function readTitle(reader: HeaderReader, { slug }: FileName, headed: boolean): string | undefined {
  const written = reader.text('title')
  if (written === undefined) {
    const title = toPlainText(toWords(slug)) || toPlainText(slug)
    const reason = 'there is no title, so the file name is used'
    if (headed) reader.warn('title-missing', 'title', reason, 'Add "title: …" to the front matter.')
    if (title !== '') return title
  }
  const title = toPlainText(written ?? '')
  if (title !== '') return title
  const hint = `Write a title, or delete the line "${reader.spellingOf('title')}:".`
  reader.fail('title-empty', 'title', 'the title is empty', hint)
  return undefined
}

/** Permalink and guid. */
function readAddress(
  reader: HeaderReader,
  name: FileName,
  file: string,
  { published, categories }: { published: ZonedTime; categories: readonly string[] },
  options: ReadOptions,
): Pick<PostHead, 'permalink' | 'guid'> | undefined {
  const slug = toName(reader.text('slug') ?? '') || name.slug
  const wall = wallClock(published.instantMs, options.timeZone)
  const parts = { wall, categories, slug, name: name.slug }
  const permalink = makePermalink(reader.text('permalink'), options.permalink, parts)
  if (typeof permalink !== 'string') {
    reader.fail(permalink.code, 'permalink', permalink.reason, permalink.hint)
    return undefined
  }
  return { permalink, guid: readGuid(reader) ?? makeGuid(options, { file, permalink, slug }) }
}

function readGuid(reader: HeaderReader): string | undefined {
  const guid = reader.find('guid')?.entry.value
  if (guid === undefined) return undefined
  const fault = checkGuid(guid)
  if (fault?.severity === 'error') reader.fail(fault.code, 'guid', fault.reason, fault.hint)
  else if (fault !== undefined) reader.warn(fault.code, 'guid', fault.reason, fault.hint)
  return typeof guid === 'string' ? guid : undefined
}

/** Everything that is optional. */
function readWords(reader: HeaderReader) {
  const summary = reader.plainText('description', 'summary', 'excerpt')
  const image = readImage(reader)
  const enclosure = readEnclosure(reader)
  const language = readLanguage(reader)
  return {
    tags: readTags(reader),
    authors: readAuthors(reader),
    inFeeds: reader.flag('feed') !== false,
    ...(summary !== undefined && { summary }),
    ...(image !== undefined && { image }),
    ...(enclosure !== undefined && { enclosure }),
    ...(language !== undefined && { language }),
  }
}

function noFrontMatter({ inPosts }: FileName): Fault {
  return {
    code: 'front-matter-missing',
    severity: inPosts ? 'error' : 'warning',
    line: 1,
    reason: 'the file does not begin with front matter',
    hint: 'Begin it with a line "---", then "title: …" and "date: …", then "---" again.',
  }
}

/** Removes the characters that XML 1.0 §2.2 allows in no document. */
function cleanBody(text: string, bodyLine: number): { text: string; faults: Fault[] } {
  const first = text.search(forbidden)
  if (first < 0) return { text, faults: [] }
  const line = bodyLine + text.slice(0, first).split('\n').length - 1
  const reason = 'the text contains characters that no feed can carry, so they were removed'
  const hint = 'Delete the invisible characters in this line.'
  return {
    text: text.replace(new RegExp(forbidden, 'g'), ''),
    faults: [{ code: 'characters-removed', severity: 'warning', line, reason, hint }],
  }
}

const forbidden = /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/
