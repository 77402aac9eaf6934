import type { FileState } from './catalogue.js'

/** The states of files by the numbers that they are kept as: one of a million takes a byte less than none. */
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
