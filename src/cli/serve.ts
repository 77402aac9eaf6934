import type { Command } from './command.js'
import { folderArgument } from './folder.js'

/** `feedmill serve`: publishes a folder and follows its changes until told to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'Publish a folder as feeds and pages, and follow every change in it',
  arguments: [folderArgument],
  async run(context) {
    // Imported late, so that each command loads only what it needs itself.
    const { serveFolder } = await import('./serve-folder.js')
    return serveFolder(context)
  },
}
