import { type Command, type CommandContext, exit } from './command.js'

/** `feedmill purge`: prints the addresses of all documents that a post touches, for a cache to let go of. */
export const purge: Command = {
  name: 'purge',
  summary: "Print the addresses of all documents that a post's file touches, for a cache to forget",
  arguments: [{ name: 'file', summary: "a post's file, also one that was deleted", many: true }],
  options: [
    { flags: '--dir <dir>', summary: 'the folder of the posts, in place of CONTENT_DIR' },
    {
      flags: '--format <name>',
      summary: 'an address a line, or one document for programs',
      choices: ['text', 'json'],
      fallback: 'text',
    },
  ],
  async run(context: CommandContext) {
    // Loaded when it is to run: each command pays for its own floors alone.
    const { findTouched } = await import('./find-touched.js')
    const { addresses, unknown, behind } = await findTouched(context)
    const { out } = context
    if (context.options['format'] === 'json') {
      out.line(JSON.stringify({ addresses, unknown, behind }, undefined, 2))
    } else for (const address of addresses) out.line(address)
    for (const file of unknown) {
      out.fault(
        file === 'feeds.yml'
          ? 'feeds.yml: it touches every document: let the cache forget all of the site'
          : `${file}: nothing is known to have been published of it`,
      )
    }
    for (const file of behind) {
      out.fault(`${file}: the server has not taken in how it is now; the addresses are those of how it was`)
    }
    return unknown.length === 0 && behind.length === 0 ? exit.ok : exit.failed
  },
}
