import { seedDate, seedTag } from '../support/fake-publication.js'
import { describeCases, earlier, type HttpCase, later, sent, spared } from '../support/http-cases.js'

/** @see RFC 9110 §13.1.3 */
function since(date: string, ...more: string[]) {
  return { fields: [`If-Modified-Since: ${date}`, ...more] }
}

const dates: HttpCase[] = [
  { it: 'is 304 for our date', by: '9110 §13.1.3', ...since(seedDate), ...spared },
  { it: 'is 304 for a later date', by: '9110 §13.1.3', ...since(later), ...spared },
  {
    it: 'is 304 for a date in the future',
    by: '9110 §13.1.3',
    ...since('Fri, 31 Dec 2100 00:00:00 GMT'),
    ...spared,
  },
  { it: 'is 304 for HEAD', by: '9110 §13.1.3', ask: 'HEAD /feed.xml', ...since(seedDate), ...spared },
  {
    it: 'is 304 for the form of RFC 850',
    by: '9110 §5.6.7',
    ...since('Thursday, 30-Dec-21 07:26:20 GMT'),
    ...spared,
  },
  { it: "is 304 for asctime's form", by: '9110 §5.6.7', ...since('Thu Dec 30 07:26:20 2021'), ...spared },
  {
    it: "is 304 for asctime's one-digit day",
    by: '9110 §5.6.7',
    ...since('Sat Jan  1 00:00:00 2022'),
    ...spared,
  },
  { it: 'is 304 with white space around the date', by: '9110 §5.5', ...since(`  ${seedDate}\t`), ...spared },
  { it: 'is 200 a second earlier', by: '9110 §13.1.3', ...since(earlier), ...sent },
  {
    it: 'is 200 for a date before all computers',
    by: '9110 §5.6.7',
    ...since('Mon, 01 Jan 0001 00:00:00 GMT'),
    ...sent,
  },
  {
    it: 'is 200 for a two-digit year in the last century',
    by: '9110 §5.6.7',
    ...since('Thursday, 30-Dec-99 07:26:20 GMT'),
    ...sent,
  },
  {
    it: 'is 200 if it is sent twice',
    by: '9110 §13.1.3',
    ...since(later, `If-Modified-Since: ${later}`),
    ...sent,
  },
  {
    it: 'is ignored beside If-None-Match',
    by: '9110 §13.1.3',
    ...since(later, 'If-None-Match: "a"'),
    ...sent,
  },
  {
    it: 'is ignored beside a malformed If-None-Match',
    by: '9110 §13.1.3',
    ...since(later, 'If-None-Match: "a'),
    ...sent,
  },
  {
    it: 'does not override an If-None-Match that matches',
    by: '9110 §13.1.3',
    ...since(earlier, `If-None-Match: ${seedTag}`),
    ...spared,
  },
]

/** A guessed date could give a 304 to a client that has no copy. */
const noDates: Record<string, string> = {
  'a numeric zone': 'Fri, 31 Dec 2021 00:00:00 +0000',
  'the zone UTC': 'Fri, 31 Dec 2021 00:00:00 UTC',
  'no zone': 'Fri, 31 Dec 2021 00:00:00',
  'lower-case letters': 'fri, 31 dec 2021 00:00:00 gmt',
  'the wrong day of the week': 'Thu, 31 Dec 2021 00:00:00 GMT',
  'a day that is not in the calendar': 'Wed, 30 Feb 2022 00:00:00 GMT',
  'an hour that does not exist': 'Fri, 31 Dec 2021 24:00:00 GMT',
  'a one-digit day': 'Sat, 1 Jan 2022 00:00:00 GMT',
  'two spaces': 'Fri,  31 Dec 2021 00:00:00 GMT',
  'the form of RFC 3339': '2021-12-31T00:00:00Z',
  'seconds since 1970': '1640908800',
  'quotation marks': `"${later}"`,
  'a parameter, as Netscape sent it': `${later}; length=1`,
  'nothing at all': '',
}
for (const [what, date] of Object.entries(noDates)) {
  dates.push({ it: `is 200 for a date with ${what}`, by: '9110 §5.6.7', ...since(date), ...sent })
}

describeCases('If-Modified-Since', dates)
