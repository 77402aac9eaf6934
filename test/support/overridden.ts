/** The same object with some of its methods replaced. */
export function overridden<T extends object>(object: T, changed: Partial<T>): T {
  return new Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(key in changed ? changed : target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
