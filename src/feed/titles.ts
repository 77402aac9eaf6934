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
