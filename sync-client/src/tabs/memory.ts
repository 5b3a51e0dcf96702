import type { TabChannel } from '../types.ts'

interface Candidate {
  readonly tabId: string
  readonly onLead: () => void
  readonly onLost: () => void
}

/** Tabs of one person in one process, for tests: the same rules as in a browser, and `kill` ends one without a word. */
export interface MemoryTabs {
  open(tabId: string): TabChannel
  kill(tabId: string): void
}

export function createMemoryTabs(): MemoryTabs {
  const listeners = new Map<string, Set<(message: unknown) => void>>()
  const waiting: { readonly tabId: string; readonly gone: () => void }[] = []
  let leader: Candidate | null = null
  let queue: Candidate[] = []

  const crown = (): void => {
    const next = leader ? undefined : queue.shift()
    if (!next) return
    leader = next
    queueMicrotask(() => {
      if (leader === next) next.onLead()
    })
  }
  const leave = (candidate: Candidate): void => {
    queue = queue.filter((waits) => waits !== candidate)
    if (leader !== candidate) return
    leader = null
    crown()
  }
  const kill = (tabId: string): void => {
    listeners.delete(tabId)
    queue = queue.filter((waits) => waits.tabId !== tabId)
    if (leader?.tabId === tabId) leader = null
    for (const watch of waiting.splice(0)) {
      if (watch.tabId === tabId) queueMicrotask(watch.gone)
      else waiting.push(watch)
    }
    crown()
  }

  const open = (tabId: string): TabChannel => {
    const own = new Set<(message: unknown) => void>()
    listeners.set(tabId, own)
    return {
      tabId,
      post: (message) => {
        if (!listeners.has(tabId)) return
        const copy: unknown = structuredClone(message)
        for (const [other, hears] of listeners) {
          if (other !== tabId) queueMicrotask(() => hears.forEach((listener) => listener(copy)))
        }
      },
      onMessage: (listener) => {
        own.add(listener)
        return () => own.delete(listener)
      },
      lead: (callbacks, steal) => {
        const candidate = { tabId, ...callbacks }
        if (steal && leader) {
          const robbed = leader
          leader = null
          queue.unshift(candidate)
          queueMicrotask(robbed.onLost)
        } else {
          queue.push(candidate)
        }
        crown()
        return () => leave(candidate)
      },
      whenGone: (watched, gone) => {
        if (listeners.has(watched)) waiting.push({ tabId: watched, gone })
        else queueMicrotask(gone)
      },
      close: () => kill(tabId),
    }
  }
  return { open, kill }
}
