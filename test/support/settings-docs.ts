import { settingNames, settings } from '../../src/config/settings.js'

/** The text of `.env.example`: every setting with its meaning and its default, commented out. */
export function envExample(): string {
  const head = [
    '# Settings of Feedmill. Copy this file to .env and take the "# " off the lines you change.',
    '# Environment variables take precedence over .env. A value that holds a # needs quotes.',
  ]
  const rows = settingNames.map((name) => `# ${settings[name].doc}\n# ${name}=${settings[name].fallback}`)
  return `${[head.join('\n'), ...rows].join('\n\n')}\n`
}

/** The README's table of settings, in Markdown. */
export function settingsTable(): string {
  const rows = settingNames.map((name) => {
    const { fallback, doc } = settings[name]
    return `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${doc.replaceAll('|', '\\|')} |`
  })
  return ['| setting | default | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}
