import { assetType, assetTypeAt } from '../content/asset-types.js'
import type { RenderedBody } from '../content/rendered-body.js'
import { absoluteUrl } from '../model/absolute-url.js'
import { assetPaths, isExternal } from '../model/asset-path.js'
import type { PostHead } from '../model/post.js'
import type { Fault, Problem } from '../model/problem.js'
import { quote } from '../model/quote.js'

/** What lies in the content folder, by paths beneath it, decoded and in NFC. */
export interface FolderFiles {
  readonly hasAsset: (path: string) => boolean
  readonly hasPost: (path: string) => boolean
}

/**
 * Finds what will not look as its author meant in a post that is published nonetheless: markup that was dropped, or too
 * much of it, missing pictures, links to the files of posts, an enclosure that no feed can carry. All are warnings about
 * the whole file.
 */
export function findBodyProblems(post: PostHead, body: RenderedBody, files: FolderFiles): Problem[] {
  const named = [...body.references, ...(post.image === undefined ? [] : [post.image])]
  const faults = [
    ...(body.tooComplex ? [tooComplex] : []),
    ...droppedFaults(body),
    ...missingFaults(post, named, files),
    ...enclosureFaults(post, files),
  ]
  return faults.map((fault) => ({ ...fault, file: post.source }))
}

const tooComplex: Fault = {
  code: 'too-complex',
  severity: 'warning',
  reason: 'the body has too much markup, so its plain text is published instead',
  hint: 'Simplify or split the post.',
}

function droppedFaults({ dropped }: RenderedBody): Fault[] {
  if (dropped.length === 0) return []
  return [
    {
      code: 'markup-dropped',
      severity: 'warning',
      reason: `the body has markup that was dropped: ${dropped.map(quote).join(', ')}`,
      hint: 'Remove it from the post, or replace it with markup that feeds can carry.',
    },
  ]
}

function missingFaults({ source }: PostHead, named: readonly string[], files: FolderFiles): Fault[] {
  const own = [...new Set(named)].filter((reference) => !isExternal(reference))
  return own.flatMap((reference) => {
    const paths = assetPaths(source, reference)
    if (paths.some(files.hasAsset)) return []
    // Only what looks like an asset can be missing: any other address may lead to a page, or to something unknown to us.
    if (paths.some((path) => assetType(path) !== undefined)) return [missing(reference)]
    return paths.some(files.hasPost) ? [linkToFile(reference)] : []
  })
}

function missing(reference: string): Fault {
  return {
    code: 'asset-missing',
    severity: 'warning',
    reason: `there is no file ${quote(reference)} beside the post or in the content folder`,
    hint: 'Put the file there, or correct its name in the post.',
  }
}

/** Such links work on GitHub, but here files of posts are not published, only their pages. */
function linkToFile(reference: string): Fault {
  return {
    code: 'asset-missing',
    severity: 'warning',
    reason: `the link to ${quote(reference)} leads nowhere, since the files of posts are not published`,
    hint: "Write the address of that post's page.",
  }
}

/** RSS 2.0 requires an enclosure to have an address, a length and a type; for our own assets the last two are known. */
function enclosureFaults({ source, enclosure }: PostHead, { hasAsset }: FolderFiles): Fault[] {
  if (enclosure === undefined) return []
  const { url, length, type } = enclosure
  const isLocal = !isExternal(url)
  const isOurs = isLocal && assetPaths(source, url).some(hasAsset)
  const address = isLocal ? undefined : absoluteUrl(url, 'https://site.invalid/')
  const hasType = isOurs || type !== undefined || (address && assetTypeAt(address)) !== undefined
  const lacks = [
    ...(isLocal && !isOurs ? [`a file ${quote(url)} in the content folder`] : []),
    ...(length === undefined && !isOurs ? ['a length'] : []),
    ...(hasType ? [] : ['a type']),
  ]
  if (lacks.length === 0) return []
  return [
    {
      code: 'enclosure-invalid',
      severity: 'warning',
      reason: `the enclosure lacks ${lacks.join(' and ')}`,
      hint: 'Give its url, its length in bytes and its type, or put the file into the content folder.',
    },
  ]
}
