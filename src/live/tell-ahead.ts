/**
 * Passes items on in groups, and tells of each group but the first while the one before it is still to be passed on.
 *
 * @param size - of a group
 */
export function* tellAhead<T>(
  items: Iterator<T>,
  size: number,
  tell: (next: readonly T[]) => void,
): Generator<T> {
  let next = take(items, size)
  while (next.length > 0) {
    const group = next
    next = take(items, size)
    if (next.length > 0) tell(next)
    yield* group
  }
}

function take<T>(items: Iterator<T>, most: number): T[] {
  const taken: T[] = []
  while (taken.length < most) {
    const { value, done } = items.next()
    if (done) break
    taken.push(value)
  }
  return taken
}
