import * as Y from 'yjs'

/** A living map of Yjs, or one of a moment. */
export interface ReadableMap {
  forEach(visit: (value: unknown, key: string) => void): void
  has(key: string): boolean
  get(key: string): unknown
}
export const isReadable = (value: unknown): value is ReadableMap => value instanceof Y.Map || value instanceof Map
