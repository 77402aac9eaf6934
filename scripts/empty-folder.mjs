// Removes a folder, so that what was compiled into it from files that have moved since is not run again.
//
//   node scripts/empty-folder.mjs FOLDER
import { rmSync } from 'node:fs'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('which folder?')
rmSync(folder, { recursive: true, force: true })
