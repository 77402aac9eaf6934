import { checkCatalogue } from '../catalogue/damage.js'
import { giveWay } from '../content/give-way.js'
import { damagedCode } from './catalogue-check.js'

// A process, not a thread: it may be killed in the middle of a query, which takes minutes where there are
// millions of posts, so that the server need not wait for it when it ends.
giveWay()
if (!checkCatalogue(process.argv[2] ?? '')) process.exitCode = damagedCode
