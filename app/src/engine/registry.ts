import { fault } from '@mutirao/documents'
import type { LiveDoc, WithDocument } from './undo.ts'

/** Something open that several screens share: opened with the first, closed a while after the last. */
export interface Closable {
  close(): void
}
export interface Registry<T> {
  /** Opens it if need be. Safe in a render: without a `retain` soon after, it closes again by itself. */
  get(key: string): T
  /** The open one, or undefined. */
  peek(key: string): T | undefined
  /** Keeps it open until the returned function is called. */
  retain(key: string): () => void
  closeAll(): void
}

interface Entry<T> {
  readonly value: T
  holders: number
  timer: ReturnType<typeof setTimeout> | null
}

/** @param lingerMs how long it stays open unused: long enough for StrictMode's remount and for going back and forth */
export function createRegistry<T extends Closable>(open: (key: string) => T, lingerMs = 5_000): Registry<T> {
  const entries = new Map<string, Entry<T>>()

  function closeLater(key: string, entry: Entry<T>) {
    if (entry.timer !== null) clearTimeout(entry.timer)
    entry.timer = setTimeout(() => {
      entry.timer = null
      if (entry.holders > 0 && !fault('APP-9')) return
      entries.delete(key)
      entry.value.close()
    }, lingerMs)
  }
  function entryOf(key: string): Entry<T> {
    const known = entries.get(key)
    if (known) return known
    const made: Entry<T> = { value: open(key), holders: 0, timer: null }
    entries.set(key, made)
    closeLater(key, made)
    return made
  }

  return {
    get: (key) => entryOf(key).value,
    peek: (key) => entries.get(key)?.value,
    retain(key) {
      const entry = entryOf(key)
      entry.holders++
      let released = false
      return () => {
        if (released) return
        released = true
        entry.holders--
        if (entry.holders === 0) closeLater(key, entry)
      }
    },
    closeAll() {
      for (const [key, entry] of entries) {
        if (entry.timer !== null) clearTimeout(entry.timer)
        entries.delete(key)
        entry.value.close()
      }
    },
  }
}

/** Opens the document of this key for as long as the work takes. */
export function opened(registry: Pick<Registry<OpenedDocument>, 'get' | 'retain'>, key: string): WithDocument {
  return async (work) => {
    const release = registry.retain(key)
    try {
      const session = registry.get(key)
      await session.loaded
      await work(() => session.doc())
    } finally {
      release()
    }
  }
}
interface OpenedDocument {
  readonly loaded: Promise<void>
  doc(): LiveDoc
}
