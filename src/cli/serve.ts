import type { Command } from './command.js'
import { folderWord } from './folder.js'

/** `feedmill serve`: publishes a folder, and follows it until it is told to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'Publish a folder as feeds and pages, and follow every change in it',
  arguments: [folderWord],
  async run(context) {
    // Loaded when it is to run: each command pays for its own floors alone.
    const { serveFolder } = await import('./serve-folder.js')
    return serveFolder(context)
  },
}
