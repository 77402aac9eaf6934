import type { Scope } from '../model/scope.js'

/** A span of time, in milliseconds since the epoch. */
export interface Span {
  readonly startMs: number
  /** The first instant after it. */
  readonly endMs: number
}

/**
 * A scope's posts by spans of time. No query reads more for a long history than for a short one.
 *
 * `P` is a post as listings need it.
 */
export interface History<P> {
  /** How many posts of a span a scope carries, counted no further than `most`. */
  count(scope: Scope, span: Span, most: number): number
  /** How many posts of a span a scope carries. The cost grows a little with every thousand. */
  total(scope: Scope, span: Span): number
  /** Instant of the newest post before another instant, in milliseconds since the epoch. */
  newestBefore(scope: Scope, instantMs: number): number | undefined
  /** Instant of the oldest post at or after an instant, in milliseconds since the epoch. */
  oldestFrom(scope: Scope, instantMs: number): number | undefined
  /** The newest posts of a span, newest first. */
  newest(scope: Scope, span: Span, limit: number): P[]
  /** The `limit` oldest posts of a span after the `skipped` oldest, newest first. Costs as much as `total`. */
  part(scope: Scope, span: Span, skipped: number, limit: number): P[]
}
