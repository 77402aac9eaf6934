import { assetType } from './asset-types.js'
import { isPostName } from './file-name.js'

/** Folders that never hold posts: packages, and Jekyll's output and templates. */
const ignored = new Set(['node_modules', '_site', '_layouts', '_includes'])

/** Whether a walk skips files and folders of this name. */
export function isIgnored(name: string, drafts: boolean): boolean {
  return name.startsWith('.') || ignored.has(name) || (name === '_drafts' && !drafts)
}

/** Whether a file of this name is a post, an asset or `feeds.yml`. @param folder - the folder that it lies in */
export function isWanted(name: string, folder: string): boolean {
  return isPostName(name) || assetType(name) !== undefined || (folder === '' && name === 'feeds.yml')
}
