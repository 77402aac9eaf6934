import type { Combination } from '../model/combination.js'
import { type Group, type GroupKind, groupKinds } from '../model/scope.js'
import type { Site } from '../model/site.js'

/**
 * Title of a feed: the site's alone for the whole site, else `TITLE - SITE`, since sidebars cut the end.
 *
 * @param title - of the scope: from `feeds.yml`, else its name. None for the site
 * @param isTagLikeCategory - a category has the same title, and this is the tag: it gets a `#`
 */
export function feedTitle(site: Pick<Site, 'title'>, title?: string, isTagLikeCategory = false): string {
  if (title === undefined) return site.title
  return `${isTagLikeCategory ? '#' : ''}${title} - ${site.title}`
}

/**
 * Title of a combination: what is asked for, `/` between alternatives and `+` between what goes together, then
 * what is left out: `红网 / 晨报 + #保险 + “银行” − 文娱 - SITE`.
 *
 * @param titleOf - of a scope: from `feeds.yml`, else its name
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
