/** What goes to a worker: some at a time, since a message costs more than what is in it. */
export interface Request {
  readonly id: number
  readonly kind: string
  readonly input: unknown
}
/** What comes back, some at a time; `ready` once, when the worker listens. */
export type Answer =
  | { readonly id: 0; readonly ready: true }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }

/** What a worker is started with. `inHand[0]` holds the id of the job that it is doing, 0 for none. */
export interface WorkerStart {
  readonly inHand: Int32Array
}
