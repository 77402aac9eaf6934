import { checkCatalogue } from '../catalogue/damage.js'
import { giveWay } from '../content/give-way.js'
import { damagedCode } from './catalogue-check.js'

// A program of its own, and no thread: it may be killed in the middle of a query, which takes minutes where
// there are millions of posts, and whoever ends the server does not wait for it.
giveWay()
if (!checkCatalogue(process.argv[2] ?? '')) process.exitCode = damagedCode
