import type { Combination } from '../model/combination.js'
import { type Group, type GroupKind, groupKinds } from '../model/scope.js'
import type { Site } from '../model/site.js'

/**
 * Title of a feed: the site's own for the whole site, else `TITLE - SITE`, since sidebars cut off the end.
 *
 * @param title - the scope's title from `feeds.yml`, else its name; undefined for the site
 * @param sharesCategoryTitle - whether this is a tag that shares its title with a category: it gets a `#`
 */
export function feedTitle(site: Pick<Site, 'title'>, title?: string, sharesCategoryTitle = false): string {
  if (title === undefined) return site.title
  return `${sharesCategoryTitle ? '#' : ''}${title} - ${site.title}`
}

/**
 * Title of a combination: what it asks for, with `/` between alternatives and `+` between conditions that must
 * all hold, then what it excludes: `红网 / 晨报 + #保险 + “银行” − 文娱 - SITE`.
 *
 * @param titleOf - gives a scope's title from `feeds.yml`, else its name
 */
export function combinationTitle(
  site: Pick<Site, 'title'>,
  combination: Combination,
  titleOf: (scope: Group) => string,
): string {
  const titles = (kind: GroupKind, names: readonly string[] = []) =>
    names.map((name) => `${kind === 'tag' ? '#' : ''}${titleOf({ kind, name })}`)
  const words = (combination.q ?? []).map((q) => `“${q}”`)
  const wanted = [...groupKinds.map((kind) => titles(kind, combination[kind])), words]
  const without = groupKinds
    .flatMap((kind) => titles(kind, combination[`not-${kind}`]))
    .map((title) => `− ${title}`)
  const together = wanted.filter((values) => values.length > 0).map((values) => values.join(' / '))
  return together.length === 0
    ? [site.title, ...without].join(' ')
    : feedTitle(site, [together.join(' + '), ...without].join(' '))
}
