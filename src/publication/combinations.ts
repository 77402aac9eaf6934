import type { Catalogue } from '../catalogue/catalogue.js'
import { combinationPath, parseAddress } from '../model/address.js'
import { type Combination, parseCombination } from '../model/combination.js'
import type { FormatName } from '../model/format.js'
import { siteScope } from '../model/scope.js'
import { decodePath } from '../model/segment.js'
import { lastTouched } from './combination-documents.js'
import { ConcurrencyLimit } from './concurrency-limit.js'
import { toUndatedResource } from './document.js'
import { DocumentCache } from './document-cache.js'
import type { DocumentMakers } from './document-makers.js'
import type { MadeDocument } from './feed-documents.js'
import { asFound, type Found, type Target } from './publication.js'
import { type PublicationSettings, shareCache } from './publication-settings.js'
import type { SitePrefix } from './site-prefix.js'

/** Most combinations that may wait to be made: beyond these, clients are told to retry later. */
const waitingMax = 200

const busy = { kind: 'not-ready', retryAfterSeconds: 5 } as const

/**
 * The feeds that readers put together themselves. A client that asks for a thousand of them delays nobody else: they
 * are made one at a time, cached apart from the others, and never stored.
 */
export class Combinations {
  readonly #cache: DocumentCache
  readonly #limit = new ConcurrencyLimit(1)

  /** @param makers - loads the makers of documents */
  constructor(
    private readonly catalogue: Catalogue,
    { cacheBytes }: Pick<PublicationSettings, 'cacheBytes'>,
    private readonly prefix: SitePrefix,
    private readonly makers: () => Promise<DocumentMakers>,
  ) {
    this.#cache = new DocumentCache(catalogue, shareCache(cacheBytes).combinations.documents)
  }

  /**
   * Answers the feed of the whole site with a query; no other address takes one.
   *
   * @returns undefined if the target asks for no combination
   */
  find({ path, query }: Target): Found | Promise<Found> | undefined {
    const address = parseAddress(this.prefix.strip(decodePath(path) ?? ''))
    const parsed = address?.kind === 'site-feed' ? parseCombination(query) : undefined
    if (address?.kind !== 'site-feed' || parsed === undefined) return undefined
    if ('refused' in parsed) return { kind: 'refused', reason: parsed.refused }
    return this.#find(parsed.combination, address.format)
  }

  #find(combination: Combination, format: FormatName): Found | Promise<Found> {
    const address = this.prefix.encoded + combinationPath(combination, format)
    const held = this.#cache.held(address)
    if (held !== undefined) return asFound(held)
    return this.catalogue.snapshot(
      () => this.#refusal(combination) ?? this.#take(address, combination, format),
    )
  }

  #refusal(combination: Combination): Found | undefined {
    if (this.catalogue.scope(siteScope)?.settings.gone) return { kind: 'gone' }
    const { complete, search } = this.catalogue.status()
    if (!complete) return busy
    if (combination.q === undefined || search !== undefined) return undefined
    return { kind: 'refused', reason: 'This site has no search, so "q" cannot be used' }
  }

  #take(address: string, combination: Combination, format: FormatName): Found | Promise<Found> {
    const since = lastTouched(this.catalogue, combination)
    const state = { since, assets: this.catalogue.assetsChanged() }
    const found = this.#cache.find(address, state)
    if (found !== undefined) return asFound(found)
    if (this.#limit.waiting >= waitingMax) return busy
    const make = () =>
      this.#limit.run(() => this.makers().then(({ combinations }) => combinations.make(combination, format)))
    const finish = ({ document, ...dependence }: MadeDocument) => ({
      resource: toUndatedResource(document),
      ...dependence,
    })
    const resource = this.#cache.take(address, state, make, finish)
    return resource instanceof Promise ? resource.then(asFound) : asFound(resource)
  }
}
