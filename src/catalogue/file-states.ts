import type { FileState } from './catalogue.js'

/** The states of files, each at the number that it is stored as: SQLite stores 0 and 1 without a byte of their own. */
export const fileStates = [
  'withheld',
  'published',
  'duplicate',
  'broken',
  'asset',
  'settings',
] as const satisfies readonly FileState[]

/** The number that a state is stored as. */
export function numberOf(state: FileState): number {
  return fileStates.indexOf(state)
}
