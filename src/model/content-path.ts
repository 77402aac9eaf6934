// Paths beneath the content folder: `/` between their parts, `''` for the content folder itself.

/** The folder that a path lies in, and its name there. */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)]
}

/** The path of a name in a folder; without a name, the folder's own. */
export function joinPath(folder: string, name: string): string {
  return folder === '' || name === '' ? folder + name : `${folder}/${name}`
}

/** Whether a path is a folder's, or lies beneath it. */
export function isBeneath(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}
