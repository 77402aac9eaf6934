import { checkCatalogue } from '../catalogue/damage.js'
import { lowerPriority } from '../content/lower-priority.js'
import { damagedCode } from './catalogue-check.js'

// A process, not a thread: with millions of posts a query takes minutes, and a process can be killed in the middle of
// one, so that the server need not wait for it when it stops.
lowerPriority()
if (!checkCatalogue(process.argv[2] ?? '')) process.exitCode = damagedCode
