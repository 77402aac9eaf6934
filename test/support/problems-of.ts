import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { Problem } from '../../src/model/problem.js'

/** All Problems that a catalogue knows, as one page. */
export function problemsOf(catalogue: Pick<Catalogue, 'problemPage'>): readonly Problem[] {
  return catalogue.problemPage(1_000_000)?.problems ?? []
}
