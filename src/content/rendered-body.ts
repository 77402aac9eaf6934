/** A body made ready for feeds and pages: sanitised, and with absolute addresses only. */
export interface RenderedBody {
  /** Sanitised HTML. May be empty. */
  readonly html: string
  /** Plain text of the body's beginning, cut at a sentence: used if the author gave no summary. */
  readonly summary: string
  /** Absolute address of the first picture in the body. */
  readonly image?: string
  /** Kinds of markup that were dropped, such as `script` or `onclick`; each once, for `check`. */
  readonly dropped: readonly string[]
  /**
   * Addresses without a host that look like a file's (`rain.jpg`, `../img/rain.jpg`, `/img/rain.jpg`), as they are
   * written, each once. A caller that knows the assets renders once more with `assets` filled in.
   */
  readonly references: readonly string[]
  /** It had more markup than a post may have; this is its plain text. */
  readonly tooComplex?: true
  /** It could not be rendered, in time or at all: this is its plain text, which serves until it can be. */
  readonly stopgap?: true
}

/** Everything that decides what a body renders as, besides its text. */
export interface RenderContext {
  /** Absolute address of the post's page: relative addresses are resolved against it. */
  readonly permalink: string
  /**
   * Assets that this body refers to: from the address as it is written (see `references`) to the absolute address of
   * the asset.
   */
  readonly assets: Readonly<Record<string, string>>
  /** Hosts whose `iframe` is kept. */
  readonly iframeHosts: readonly string[]
}
