import type { ClientDocument } from '../sync/document.ts'
import type { DocumentHandle } from '../types.ts'

export function createHandle(document: ClientDocument, release: () => void): DocumentHandle {
  const unsubscribes = new Set<() => void>()
  return {
    name: document.name,
    doc: () => document.doc(),
    generation: () => document.generation(),
    loaded: document.loaded,
    state: () => document.state(),
    subscribe: (listener) => {
      const unsubscribe = document.subscribe(listener)
      unsubscribes.add(unsubscribe)
      return () => {
        unsubscribes.delete(unsubscribe)
        unsubscribe()
      }
    },
    get awareness() {
      return document.awareness()
    },
    release: () => {
      for (const unsubscribe of unsubscribes) unsubscribe()
      unsubscribes.clear()
      release()
    },
  }
}
