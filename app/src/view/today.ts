import { useSyncExternalStore } from 'react'
import { today } from '../i18n/index.ts'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | null = null

function msToMidnight(): number {
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime()
}
function tell() {
  for (const listener of listeners) listener()
}
function wait() {
  timer = setTimeout(() => {
    tell()
    wait()
  }, msToMidnight() + 50)
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    wait()
    // A timer sleeps with the machine; whoever comes back looks at the day again.
    document.addEventListener('visibilitychange', tell)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    if (timer !== null) clearTimeout(timer)
    timer = null
    document.removeEventListener('visibilitychange', tell)
  }
}

/** Today as `YYYY-MM-DD` where the person sits; renders again when the day turns. */
export const useToday = (): string => useSyncExternalStore(subscribe, today)

/** A number that depends on the moment, read again when the day turns and whenever the component renders. */
export const useEachDay = (read: (nowMs: number) => number | null): number | null =>
  useSyncExternalStore(subscribe, () => read(Date.now()))
