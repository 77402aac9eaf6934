/** How the house stands, for `/readyz`. */
export interface Readiness {
  /** Requests can be answered: from the folder or from what is known of it. */
  readonly ready: boolean
  /** The whole folder has been read at least once. */
  readonly complete: boolean
  /** The process is about to end. */
  readonly draining?: boolean
  /** Files read of those found, while the folder is being read. */
  readonly progress?: { readonly done: number; readonly total: number }
  /** Posts published now. */
  readonly posts: number
  readonly problems: { readonly errors: number; readonly warnings: number }
  /** `missing`: gone, or empty all at once; the site stays as it was. */
  readonly folder: 'ok' | 'missing'
}

/** What operators may ask of a running house. Whoever joins the floors answers. */
export interface Operations {
  /** Costs microseconds: it is asked every few seconds for ever. */
  readiness(): Readiness
}
