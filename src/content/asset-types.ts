/** What is published besides posts: file suffix and media type. A row here adds a kind. */
const assetTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  flac: 'audio/flac',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
  pdf: 'application/pdf',
}

/** Media type of an asset by its name; undefined for a file that is not an asset. */
export function assetType(file: string): string | undefined {
  const suffix = /\.([A-Za-z\d]+)$/.exec(file)?.[1]?.toLowerCase()
  return suffix !== undefined && Object.hasOwn(assetTypes, suffix) ? assetTypes[suffix] : undefined
}

/** Media type of a file elsewhere, by the suffix of its address. @param url - absolute */
export function assetTypeAt(url: string): string | undefined {
  return assetType(new URL(url).pathname)
}
