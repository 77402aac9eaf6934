import { absoluteUrl } from '../model/absolute-url.js'
import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { decodeLeniently } from '../model/segment.js'

/** What a path may not have, since no request's path has it. */
const unusable = [
  { looks: /^(?:[a-z][a-z\d+.-]*:)?\/\//i, what: 'is a whole address' },
  { looks: /\?/, what: 'has a query' },
  { looks: /#/, what: 'has a fragment, which is never sent' },
  {
    looks: /(?:^|\/)\.\.?(?:\/|$)/,
    what: 'has "." or ".." in its path, which is resolved before it is sent',
  },
]

/**
 * Says why an alias can never lead anywhere. A former name, which has no slash, always can: `C#` or `What?` may be one.
 *
 * @param alias - without blanks around it
 * @returns undefined if requests for it are possible
 */
export function checkAlias(alias: string): Pick<Fault, 'reason' | 'hint'> | undefined {
  const found = alias.includes('/') ? unusable.find(({ looks }) => looks.test(alias)) : undefined
  return found && { reason: `the alias ${quote(alias)} ${found.what}`, hint: hintFor(alias) }
}

function hintFor(alias: string): string {
  const base = 'http://site.invalid/'
  const url = absoluteUrl(alias, base)
  const path = url?.startsWith('http') ? new URL(url).pathname : '/'
  if (path === '/') return 'Remove it: an alias is a path, such as /old/feed.xml, or a former name.'
  return `Write the path alone: ${quote(decodeLeniently(path))}.`
}
