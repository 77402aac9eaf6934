import { isTraditional } from './language.js'

/** The background of pages, in both schemes; browsers tint their own bars with it. */
export const paper = { light: '#fcfaf5', dark: '#171513' } as const

/** The colours of the site, as custom properties. Text has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3). */
export const colours = {
  light: `--paper: ${paper.light}; --ink: #1c1915; --bar: #1c1915; --soft: #645b50; --rule: #dcd4c6; --tint: #f3eee3; --accent: #a1261b;`,
  dark: `--paper: ${paper.dark}; --ink: #e8e2d7; --bar: #9d9487; --soft: #ada497; --rule: #3a352e; --tint: #221f1b; --accent: #ee8069;`,
} as const

/**
 * Typefaces by language, as custom properties. Chinese headlines are set in a Song face and text in a Hei face,
 * whose own quotation marks and dashes are full width: so Chinese faces come first in Chinese, and Latin ones
 * elsewhere.
 */
export const typefaces = {
  latin: `--sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", Georgia, "Songti SC", "Noto Serif CJK SC", serif;`,
  simplified: `--sans: "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", system-ui, sans-serif;
  --serif: "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", STZhongsong, "Microsoft YaHei", serif;`,
  traditional: `--sans: "PingFang TC", "Noto Sans CJK TC", "Noto Sans TC", "Microsoft JhengHei", system-ui, sans-serif;
  --serif: "Songti TC", "Noto Serif CJK TC", "Noto Serif TC", "Microsoft JhengHei", serif;`,
  system: '--sans: system-ui, sans-serif; --serif: serif;',
} as const

/** Typefaces for a document in one language. @param language - BCP 47 */
export function typefacesFor(language: string): string {
  if (isTraditional(language)) return typefaces.traditional
  if (/^zh(?:-|$)/i.test(language)) return typefaces.simplified
  return /^(?:ja|ko)(?:-|$)/i.test(language) ? typefaces.system : typefaces.latin
}
