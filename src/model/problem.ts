/**
 * Every problem an author or operator can meet: the code, and what it means in a few words.
 *
 * Codes are for machines and for `docs/problems.md`, which says how to mend each. Once released, a code
 * keeps its meaning.
 */
export const problemCodes = {
  // The file
  encoding: 'the file is not UTF-8',
  'file-name-encoding': 'the name of the file is not UTF-8',
  'file-too-large': 'the file is larger than a post may be',
  'file-unreadable': 'the file cannot be read',
  'file-not-regular': 'it is a link that leaves the folder, a pipe, a socket or a device',
  'names-collide': 'two names that many file systems cannot tell apart',
  'too-slow': 'the post takes too long to read',
  'post-failed': 'the program failed while reading the post',
  'too-complex': 'the body has too much markup',
  // The header
  'front-matter-missing': 'the file does not begin with front matter',
  'front-matter-unclosed': 'the front matter has no closing line',
  'front-matter-not-a-map': 'the front matter is not keys and values',
  'front-matter-too-large': 'the front matter is too large',
  'front-matter-language': 'the front matter is in a language that is not supported',
  'front-matter-late': 'the front matter does not start on the first line',
  'yaml-syntax': 'the front matter is not valid YAML',
  'toml-syntax': 'the front matter is not valid TOML',
  'json-syntax': 'the front matter is not valid JSON',
  'key-repeated': 'a key is given twice',
  'key-invalid': 'the value of a key is of the wrong kind',
  // Dates
  'date-missing': 'neither the front matter nor the file name has a date',
  'date-invalid': 'the date is not in the calendar, or not in a form that can be read',
  'date-zone-ambiguous': 'the date has the name of a zone in place of its offset',
  'date-in-gap': 'the time was skipped when the clocks went forward',
  'updated-invalid': 'the date of the update cannot be read',
  'updated-before-published': 'the update is dated before the publication',
  // Texts
  'title-empty': 'the title is empty',
  'title-missing': 'there is no title, so the file name is used',
  'category-missing': 'the post is in no category',
  'characters-removed': 'characters that no feed can carry were removed',
  'markup-dropped': 'markup that is not safe in a feed was dropped',
  // Addresses and identity
  'permalink-invalid': 'the permalink is not a path',
  'permalink-taken': "the permalink looks like one of the site's own addresses",
  'duplicate-permalink': 'another post has this permalink',
  'guid-invalid': 'the guid cannot be used',
  'duplicate-guid': 'another post has this guid',
  'page-hidden': 'the page of a post is hidden by a file that has the same address',
  'asset-missing': 'a picture or file that the post names is not in the folder, or is not published',
  'enclosure-invalid': 'the enclosure has no usable address, length or type',
  // feeds.yml
  'feeds-file-invalid': 'feeds.yml cannot be read',
  'feeds-file-key': 'feeds.yml has an unknown key, or a value of the wrong kind',
  'alias-taken': 'an alias in feeds.yml is the address of something that exists',
  // Running the site
  'folder-missing': 'the content folder is missing, or suddenly empty',
  'guid-base-changed': 'the beginning of all guids has changed, so readers will show every post again',
  'guids-changed': 'guids are now made in a different way, so readers will show every post again',
  'setting-invalid': 'a setting has an invalid value',
  'setting-unknown': 'there is no setting of this name',
  'port-in-use': 'another process is listening on the port',
  'data-in-use': 'another process is using the data folder',
  'data-unwritable': 'the data folder cannot be written to',
  'catalogue-missing': 'nothing has been published from the data folder yet',
} as const

/** What kind of problem it is: a key of `problemCodes`. */
export type ProblemCode = keyof typeof problemCodes
/** An error keeps a post from being published, or a program from doing its work; a warning does neither. */
export type Severity = 'error' | 'warning'

/** A Problem whose file is not known yet. */
export interface Fault {
  readonly code: ProblemCode
  readonly severity: Severity
  /** 1-based line of the file; absent when the whole file is meant. */
  readonly line?: number
  /** What is wrong, with the offending value quoted. One sentence, no full stop. */
  readonly reason: string
  /** What to do about it. One sentence, with its full stop. */
  readonly hint: string
}

/** Tells a Fault from the value that a parser returns otherwise. */
export function isFault(value: object): value is Fault {
  return 'code' in value && 'reason' in value && 'hint' in value
}

/** Something an author or operator can mend, with all they need to mend it. */
export interface Problem extends Fault {
  /** Path beneath the content folder, `/` between its parts; for a setting, its name. */
  readonly file: string
}

/** A Problem for JSON, with its keys in a fixed order; a Problem of a whole file has no `line`. */
export function toPlainProblem({ code, severity, file, line, reason, hint }: Problem): Problem {
  return { code, severity, file, ...(line !== undefined && { line }), reason, hint }
}

/** `posts/rain.md:3: date-invalid: "31/01/2026" is not a date. Write it as 2026-01-31.` */
export function formatProblem({ file, line, code, reason, hint }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${code}: ${reason}. ${hint}`
}

/** Thrown where a Problem cannot be collected and the work must stop. */
export class FeedmillError extends Error {
  override readonly name = 'FeedmillError'
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(formatProblem(problem), options)
  }
}
