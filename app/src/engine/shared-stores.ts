import { createBoardStore, fault, type BoardStore } from '@mutirao/documents'
import { frames, manyKeys } from './at-frame.ts'
import type { LiveDoc } from './undo.ts'

/** A store somebody holds; the last one to let go ends it. */
export interface HeldStore {
  readonly store: BoardStore
  release(): void
}

/**
 * One store for each board document, whoever looks at it: the board on the screen and the sums across boards would each keep
 * all cards and work in every change.
 */
export interface SharedStores {
  hold(doc: LiveDoc): HeldStore
}

export function createSharedStores(): SharedStores {
  const open = new Map<LiveDoc, { readonly store: BoardStore; holders: number }>()
  const openStore = (doc: LiveDoc) => {
    const made = { store: createBoardStore(doc), holders: 0 }
    // Before anybody else follows it.
    made.store.onChanges((keys) => (keys.length > manyKeys ? frames.begin() : undefined))
    open.set(doc, made)
    return made
  }
  return {
    hold(doc) {
      const known = fault('APP-52') ? undefined : open.get(doc)
      const shared = known ?? openStore(doc)
      shared.holders++
      let released = false
      return {
        store: shared.store,
        release() {
          if (released) return
          released = true
          shared.holders--
          if (shared.holders > 0) return
          if (open.get(doc) === shared) open.delete(doc)
          shared.store.destroy()
        },
      }
    },
  }
}
