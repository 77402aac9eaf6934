import type { AssetRecord } from '../catalogue/catalogue.js'
import type { Body, Coding, Resource } from './resource.js'

/** Kept for an hour without asking: pictures rarely change, and have validators when they do. */
const cacheControl = 'public, max-age=3600, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400'

/** A file of the content folder as a resource; a picture that can hold script is answered in a sandbox. */
export function assetResource(asset: AssetRecord, body: Body): Resource {
  const codings: readonly Coding[] = []
  return {
    kind: asset.mediaType === 'image/svg+xml' ? 'active-asset' : 'asset',
    mediaType: asset.mediaType,
    etag: `"${asset.hash.slice(0, 32)}"`,
    modified: asset.touched,
    cacheControl,
    codings,
    body: () => body,
  }
}
