import { type Command, type CommandContext, exit } from './command.js'

/** `feedmill purge`: prints the address of every document that shows a post, so that a cache can drop it. */
export const purge: Command = {
  name: 'purge',
  summary: 'Print the address of every document that shows a post, so that a cache can drop it',
  arguments: [{ name: 'file', summary: "a post's file, there or deleted", many: true }],
  options: [
    { flags: '--dir <dir>', summary: 'the folder of the posts (default: CONTENT_DIR)' },
    {
      flags: '--format <name>',
      summary: 'one address per line, or one JSON document',
      choices: ['text', 'json'],
      fallback: 'text',
    },
  ],
  async run(context: CommandContext) {
    // Imported late, so that each command loads only what it needs itself.
    const { findPurgeAddresses } = await import('./find-purge-addresses.js')
    const { addresses, unknown, behind } = await findPurgeAddresses(context)
    const { out } = context
    if (context.options['format'] === 'json') {
      out.line(JSON.stringify({ addresses, unknown, behind }, undefined, 2))
    } else for (const address of addresses) out.line(address)
    for (const file of unknown) {
      out.fault(
        file === 'feeds.yml'
          ? 'feeds.yml: every document depends on it: drop the whole site from the cache'
          : `${file}: no document is known to show it, now or before`,
      )
    }
    for (const file of behind) {
      out.fault(
        `${file}: the server has not read this version yet, so the addresses are those of the version before it`,
      )
    }
    return unknown.length === 0 && behind.length === 0 ? exit.ok : exit.failed
  },
}
