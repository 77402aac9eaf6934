import type { ReadOptions } from '../../src/content/read-result.js'

/** The settings that most tests read with. */
export const readOptions: ReadOptions = {
  timeZone: 'Asia/Shanghai',
  permalink: '/:categories/:year/:month/:day/:title.html',
  guidBase: 'https://feeds.example.com',
  guids: 'path',
  postBytesMax: 5_000_000,
}
