import type { FileState } from './catalogue.js'

/** The states of files, each at the number that it is kept as: SQLite keeps a 0 and a 1 in no byte of their own. */
export const fileStates = [
  'withheld',
  'published',
  'duplicate',
  'broken',
  'asset',
  'settings',
] as const satisfies readonly FileState[]

/** The number that a state is kept as. */
export function numberOf(state: FileState): number {
  return fileStates.indexOf(state)
}
