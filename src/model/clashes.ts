import type { Problem } from './problem.js'
import { quote } from './quote.js'

// Problems of two things that claim one address or one guid, shared by `check` and the catalogue.

/** A post whose permalink another post already has. @param holder - path of the other post */
export function duplicatePermalink(file: string, permalink: string, holder: string): Problem {
  return {
    code: 'duplicate-permalink',
    severity: 'error',
    file,
    reason: `${quote(holder)} already has the permalink ${quote(permalink)}`,
    hint: 'Rename one of the two files, or give one of them a permalink of its own.',
  }
}

/** A post whose guid another post already has. @param holder - path of the other post */
export function duplicateGuid(file: string, guid: string, holder: string): Problem {
  return {
    code: 'duplicate-guid',
    severity: 'error',
    file,
    reason: `${quote(holder)} already has the guid ${quote(guid)}`,
    hint: 'Remove the guid from the copy: each post needs one of its own, which never changes.',
  }
}

/** A post whose permalink is the address of an asset, which takes precedence. @param asset - path of that file */
export function pageHidden(file: string, permalink: string, asset: string): Problem {
  return {
    code: 'page-hidden',
    severity: 'warning',
    file,
    reason: `the permalink ${quote(permalink)} is the address of the file ${quote(asset)}, which is sent instead of the page`,
    hint: 'Choose another permalink, or rename the file.',
  }
}

/** An alias that leads nowhere, since something else has its address. @param file - path of `feeds.yml` */
export function aliasTaken(file: string, alias: string): Problem {
  return {
    code: 'alias-taken',
    severity: 'warning',
    file,
    reason: `the alias "${alias}" is the address of something that exists`,
    hint: 'Remove the alias, or rename whatever has its address.',
  }
}
