// Paths beneath the content folder: `/` between their parts, `''` for the content folder itself.

/** Splits a path into its folder and its name there. */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)]
}

/** The path of a name in a folder; an empty name gives the folder's own path. */
export function joinPath(folder: string, name: string): string {
  return folder === '' || name === '' ? folder + name : `${folder}/${name}`
}

/** Whether a path is `folder` itself or lies beneath it. */
export function isBeneath(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}
