import type { GroupKind } from '../model/scope.js'
import type { Guide } from './guides.js'

/** All words of our own on a page, in one language. */
export interface Words {
  /** With a fixed locale, so that no page depends on the host's. */
  readonly numbers: Pick<Intl.NumberFormat, 'format'>
  readonly skip: string
  readonly mainMenu: string
  readonly home: string
  readonly allFeeds: string
  readonly newest: string
  readonly activeTags: string
  /** Kinds of scopes: `kind` above one scope, `kinds` above many. */
  readonly kind: Readonly<Record<'site' | GroupKind, string>>
  readonly kinds: Readonly<Record<GroupKind, string>>
  readonly name: string
  readonly count: string
  readonly colon: string
  readonly subscribe: string
  posts(count: string, one: boolean): string
  /** Before the link to a file. */
  readonly importAll: string
  readonly combine: string
  feedsOf(title: string): string
  shown(shown: string, total: string): string
  readonly empty: string
  readonly noPosts: string
  readonly noneOfKind: string
  allOfKind(kinds: string): string
  readonly pages: string
  readonly pageBefore: string
  readonly pageAfter: string
  readonly history: string
  readonly newerPosts: string
  readonly olderPosts: string
  period(period: PeriodParts): string
  readonly published: string
  readonly updated: string
  readonly lastPost: string
  readonly neighbours: string
  readonly newer: string
  readonly older: string
  readonly carriedBy: string
  readonly carriedByNone: string
  readonly jump: string
  readonly guide: Guide
  /** The guide in the other language. */
  readonly otherGuide: Guide
  readonly openedFeed: OpenedFeed
  /** Names of HTTP errors by status code, where the English ones need translation. */
  readonly errors: Readonly<Record<number, string>>
  /** What the errors mean, likewise. */
  readonly reasons: Readonly<Record<number, string>>
}

/** Words shown above a feed that is opened in a browser, in addition to the guide. */
interface OpenedFeed {
  readonly kicker: string
  readonly how: string
  /** Shown instead in an archive, whose own address nobody should subscribe to. */
  readonly archive: string
  readonly page: string
}

/** A year, month, day or hour, or a part of an hour, counted from 1. */
export interface PeriodParts {
  readonly year: number
  readonly month: number | undefined
  readonly day: number | undefined
  readonly hour: number | undefined
  readonly part: number | undefined
}

/** `12,345 篇`, `1 post`. */
export function countPosts(words: Words, count: number): string {
  return words.posts(words.numbers.format(count), count === 1)
}

/** Creates the formatter for the first number: a restarted server needs none before its first answer. */
export function numbersOf(locale: string): Words['numbers'] {
  let made: Intl.NumberFormat | undefined
  return {
    format(number) {
      made ??= new Intl.NumberFormat(locale)
      return made.format(number)
    },
  }
}
