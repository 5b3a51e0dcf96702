import type { LocalStore, SyncClient } from '@mutirao/sync-client'
import { cutCalls } from './http.ts'

/** What the status panel shows besides the status: the airplane switch and when all was last known to be saved. */
export interface NetworkInfo {
  /** False while the person chose to work without network. */
  readonly enabled: boolean
  /** Last moment at which everything of this device was known to be journalled; null = never here. */
  readonly lastSavedAtMs: number | null
}
export interface Network {
  readonly info: () => NetworkInfo
  readonly subscribe: (listener: () => void) => () => void
  setEnabled(enabled: boolean): void
  close(): void
}

const metaKey = 'app.lastSavedAtMs'
const keepEveryMs = 30_000

export function createNetwork(client: SyncClient, local: LocalStore): Network {
  const listeners = new Set<() => void>()
  let info: NetworkInfo = { enabled: true, lastSavedAtMs: null }
  let keptAtMs = 0

  function become(next: NetworkInfo) {
    info = next
    for (const listener of listeners) listener()
  }
  function keep(atMs: number) {
    keptAtMs = atMs
    // Only a convenience of the panel: without it the next start says "not yet on this device".
    local.putMeta(metaKey, atMs).catch(() => undefined)
  }
  function follow() {
    const status = client.status()
    if (status.state !== 'saved') {
      if (info.lastSavedAtMs !== null && info.lastSavedAtMs !== keptAtMs) keep(info.lastSavedAtMs)
      return
    }
    if (status.atMs === info.lastSavedAtMs) return
    become({ ...info, lastSavedAtMs: status.atMs })
    if (status.atMs - keptAtMs > keepEveryMs) keep(status.atMs)
  }
  local.getMeta(metaKey).then(
    (value) => {
      if (typeof value === 'number' && info.lastSavedAtMs === null) become({ ...info, lastSavedAtMs: value })
    },
    () => undefined,
  )
  const stop = client.onStatus(follow)
  follow()
  return {
    info: () => info,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setEnabled(enabled) {
      if (enabled === info.enabled) return
      client.setNetwork(enabled)
      cutCalls(!enabled)
      become({ ...info, enabled })
    },
    close() {
      stop()
      // Another person may be next on this page.
      cutCalls(false)
    },
  }
}
