import type { CatalogueStatus, StoredDocument } from '../catalogue/catalogue.js'
import type { CatalogueSettings, CatalogueWriter } from '../catalogue/writer.js'
import type { ReadOptions } from '../content/read-result.js'
import type { Problem } from '../model/problem.js'
import type { Records } from './pending-records.js'

/** Settings of the intake thread. Plain data, since they are sent to another thread. */
export interface IntakeSettings {
  /** The content folder, absolute. */
  readonly root: string
  readonly read: ReadOptions
  /** Ingest `_drafts` too. */
  readonly drafts: boolean
  readonly catalogue: Omit<CatalogueSettings, 'now'>
  /** Time between scans of the whole folder, in seconds. */
  readonly rescanSeconds: number
}

/** `missing`: the content folder is not there, or is suddenly empty. The site then stays as it was. */
export type FolderState = 'ok' | 'missing'

/** To the intake thread. */
export type IntakeRequest =
  /** Scan the folder now. Numbers increase. */
  | { readonly kind: 'rescan'; readonly number: number }
  /** Records to be written; answered by `kept`. Numbers increase. */
  | ({ readonly kind: 'records'; readonly number: number } & Records)
  /** Documents to be stored for the next start; answered by `stored`. */
  | { readonly kind: 'documents'; readonly documents: readonly StoredDocument[] }
  | { readonly kind: 'close' }

/** From the intake thread. */
export type IntakeReport =
  /** The catalogue can be opened for reading now. */
  | {
      readonly kind: 'opened'
      readonly rebuilt: CatalogueWriter['rebuilt']
      readonly formerGuidRule: CatalogueWriter['formerGuidRule']
    }
  /** The catalogue cannot be opened for writing; the thread ends. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  /** The folder has been scanned, and every difference is in the catalogue. */
  | {
      readonly kind: 'synced'
      /** Number of the last `rescan` received before the scan began. */
      readonly number: number
      readonly folder: FolderState
      readonly status: CatalogueStatus
      readonly files: number
    }
  /** What watch events named is in the catalogue. */
  | { readonly kind: 'followed'; readonly paths: number }
  /** Searches now find every post; this many were indexed since the last such report. */
  | { readonly kind: 'indexed'; readonly posts: number }
  /** Problems that were not known before. */
  | { readonly kind: 'problems-appeared'; readonly problems: readonly Problem[] }
  /** Problems that were known before, and are solved. */
  | { readonly kind: 'problems-solved'; readonly problems: readonly Problem[] }
  /** Some folder cannot be watched; all are scanned often instead. */
  | { readonly kind: 'unwatched'; readonly reason: string }
  /** The records of all messages up to this number are on disk. */
  | { readonly kind: 'kept'; readonly number: number }
  /** All folders are watched again. */
  | { readonly kind: 'watched' }
  /** The documents are on disk, or failed to be written: there is room for more. */
  | { readonly kind: 'stored' }
  /** The catalogue is damaged, and marked to be rebuilt when it is next opened. */
  | { readonly kind: 'damaged' }
  /** A scan failed, so that changes go unnoticed; it is retried. */
  | { readonly kind: 'scan-failed' }
  /** Something failed that no post is to blame for; it is retried. */
  | { readonly kind: 'failed'; readonly reason: string }
