/** What is sent to a worker, in batches, since a message costs more than what is in it. */
export interface Request {
  readonly id: number
  readonly kind: string
  readonly input: unknown
}
/** What comes back, in batches; `ready` once, when the worker begins to listen. */
export type Answer =
  | { readonly id: 0; readonly ready: true }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }

/** What a worker is started with. `currentJob[0]` holds the id of the job in progress, 0 for none. */
export interface WorkerStart {
  readonly currentJob: Int32Array
}
