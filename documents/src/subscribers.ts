/** Listeners per key, called after the data has changed. */
export interface Subscribers<K extends string> {
  subscribe(key: K, listener: () => void): () => void
  /** Calls every listener of these keys. An error in one does not keep the others from being called; the first is thrown after. */
  notify(keys: Iterable<K>): void
  clear(): void
}

/** Calls every listener with the value. An error in one does not keep the others from being called; all are thrown after. */
export function callAll<T>(listeners: Iterable<(value: T) => void>, value: T): void {
  const errors: unknown[] = []
  // A copy: listeners may come and leave while they are called.
  const called = [...listeners]
  for (const listener of called) {
    try {
      listener(value)
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'a listener failed')
}

export function createSubscribers<K extends string>(): Subscribers<K> {
  const listeners = new Map<K, Set<() => void>>()
  return {
    subscribe(key, listener) {
      // A wrapper of its own, so that the same function may subscribe twice and leave once.
      const own = (): void => listener()
      const group = listeners.get(key) ?? new Set()
      listeners.set(key, group.add(own))
      return () => {
        group.delete(own)
        if (group.size === 0 && listeners.get(key) === group) listeners.delete(key)
      }
    },
    notify(keys) {
      const errors: unknown[] = []
      for (const key of keys) {
        // A copy: listeners may subscribe and leave while they are called.
        const called = [...(listeners.get(key) ?? [])]
        for (const listener of called) {
          try {
            listener()
          } catch (error) {
            errors.push(error)
          }
        }
      }
      if (errors.length > 0) throw new AggregateError(errors, 'a listener failed')
    },
    clear: () => listeners.clear(),
  }
}
