/**
 * Loads something at the first call, and returns the same from then on. After a failure, as when too many files are
 * open, the next call loads it again.
 *
 * Node itself keeps the failure of an `import()`: before 22 always, before 24 if it was a module further down that could
 * not be read. There, only a restart helps, so the program loads all that it may need soon after it started.
 */
export function lazily<T>(load: () => T | Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => {
    loaded ??= Promise.resolve()
      .then(load)
      .catch((error: unknown) => {
        loaded = undefined
        throw error
      })
    return loaded
  }
}
