/**
 * Writes sample feeds, ordinary and hostile, for validators outside this project: `node samples.js FOLDER`
 * creates one file per feed and format there, `.xml`, `.atom` and `.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatNames, formats } from '../../src/model/format.js'
import { render } from './make-feed.js'
import { hostileFeeds, ordinaryFeeds } from './sample-feeds.js'

const [, , folder] = process.argv
if (folder === undefined) throw new Error('Name the folder to write to')
mkdirSync(folder, { recursive: true })
for (const { name, feed } of [...ordinaryFeeds(), ...hostileFeeds()]) {
  for (const format of formatNames) {
    writeFileSync(join(folder, `${name}${formats[format].suffix}`), render(feed, format))
  }
}
