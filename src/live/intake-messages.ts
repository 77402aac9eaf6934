import type { CatalogueStatus, StoredDocument } from '../catalogue/catalogue.js'
import type { CatalogueSettings, CatalogueWriter } from '../catalogue/writer.js'
import type { ReadOptions } from '../content/read-result.js'
import type { Problem } from '../model/problem.js'
import type { Records } from './owed-records.js'

/** What the intake thread is started with. Plain data: it crosses to another thread. */
export interface IntakeSettings {
  /** The content folder, absolute. */
  readonly root: string
  readonly read: ReadOptions
  /** Take in `_drafts` too. */
  readonly drafts: boolean
  readonly catalogue: Omit<CatalogueSettings, 'now'>
  /** How often the folder is looked at again, in seconds. */
  readonly rescanSeconds: number
}

/** Whether the content folder is there. While it is not, the site stays as it was. */
export type FolderState = 'ok' | 'missing'

/** To the intake thread. */
export type IntakeRequest =
  /** Look at the folder now. Numbers rise. */
  | { readonly kind: 'rescan'; readonly number: number }
  /** Records to be written; answered by `kept`. Numbers rise. */
  | ({ readonly kind: 'records'; readonly number: number } & Records)
  /** Documents for the next start; answered by `stored`. */
  | { readonly kind: 'documents'; readonly documents: readonly StoredDocument[] }
  | { readonly kind: 'close' }

/** From the intake thread. */
export type IntakeReport =
  /** The catalogue can be opened for reading now. */
  | {
      readonly kind: 'opened'
      readonly rebuilt: CatalogueWriter['rebuilt']
      readonly guidRuleBefore: CatalogueWriter['guidRuleBefore']
    }
  /** The catalogue cannot be written; the thread ends. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  /** The folder has been looked at, and what was different is in the catalogue. */
  | {
      readonly kind: 'synced'
      /** The last number that was asked for before the folder was looked at. */
      readonly number: number
      readonly folder: FolderState
      readonly status: CatalogueStatus
      readonly files: number
    }
  /** What watches told of is in the catalogue. */
  | { readonly kind: 'followed'; readonly paths: number }
  /** Searches find every post: so many were indexed since this was said last. */
  | { readonly kind: 'indexed'; readonly posts: number }
  /** Problems that were not known before. */
  | { readonly kind: 'appeared'; readonly problems: readonly Problem[] }
  /** Problems that were known, and are none any more. */
  | { readonly kind: 'gone'; readonly problems: readonly Problem[] }
  /** Folders cannot be watched, and are looked at often instead. */
  | { readonly kind: 'unwatched'; readonly reason: string }
  /** The records of all messages up to this number are on the disk. */
  | { readonly kind: 'kept'; readonly number: number }
  /** All folders are watched again. */
  | { readonly kind: 'watched' }
  /** Documents are on the disk, or were passed over: room for more. */
  | { readonly kind: 'stored' }
  /** The catalogue is damaged, and marked to be made anew when it is opened next. */
  | { readonly kind: 'damaged' }
  /** Something went wrong that is nobody's post; it is tried again. */
  | { readonly kind: 'failed'; readonly reason: string }
