import type { AssetRecord } from '../catalogue/catalogue.js'
import { type CachePolicy, cacheControl } from './cache-policy.js'
import type { Body, Coding, Resource } from './resource.js'

/** Clients may cache an asset this long, in seconds: pictures rarely change, and have validators when they do. */
const maxAge = 3600

/** A file of the content folder as a resource; a picture that can hold scripts is sent with a sandbox policy. */
export function assetResource(asset: AssetRecord, body: Body, cache: CachePolicy): Resource {
  const codings: readonly Coding[] = []
  return {
    kind: asset.mediaType === 'image/svg+xml' ? 'active-asset' : 'asset',
    mediaType: asset.mediaType,
    etag: `"${asset.hash.slice(0, 32)}"`,
    modified: asset.touched,
    cacheControl: cacheControl(maxAge, cache),
    codings,
    body: () => body,
  }
}
