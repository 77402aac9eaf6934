import type { Scope } from '../model/scope.js'

/** A stretch of time, in milliseconds since the epoch. */
export interface Span {
  readonly startMs: number
  /** The first instant after it. */
  readonly endMs: number
}

/**
 * What a scope carries of stretches of time. Nothing of it reads more for a long history than for a short one.
 *
 * `P` is a post as lists need it.
 */
export interface History<P> {
  /** How many posts a scope carries of a span, counted no further than `most`. */
  count(scope: Scope, span: Span, most: number): number
  /** The same, all of them. Costs a little with every thousand. */
  total(scope: Scope, span: Span): number
  /** Instant of the newest post before another instant. */
  newestBefore(scope: Scope, instantMs: number): number | undefined
  /** Instant of the oldest post at an instant or after it. */
  oldestFrom(scope: Scope, instantMs: number): number | undefined
  /** The newest posts of a span, newest first. */
  newest(scope: Scope, span: Span, limit: number): P[]
  /** Some of the posts of a span, newest first: so many, counted from the oldest after `skipped`. Costs what `total` does. */
  part(scope: Scope, span: Span, skipped: number, limit: number): P[]
}
