/** Made at the first call with a key, the same value ever after. */
export function oncePerKey<T>(make: (key: string) => T): (key: string) => T {
  return once(new Map<string, T>(), make)
}

/** The same for objects; forgotten together with them. */
export function oncePer<K extends WeakKey, T>(make: (key: K) => T): (key: K) => T {
  return once(new WeakMap<K, T>(), make)
}

interface Made<K, T> {
  get(key: K): T | undefined
  set(key: K, value: T): unknown
}

function once<K, T>(made: Made<K, T>, make: (key: K) => T): (key: K) => T {
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}
