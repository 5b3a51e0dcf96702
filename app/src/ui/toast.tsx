import { fault } from '@mutirao/documents/faults'
import { clsx } from 'clsx'
import { CircleAlert, X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { announce } from './announce.ts'
import { DockPlace } from './dock.tsx'

export interface ToastOptions {
  readonly message: string
  /** The way back: "Desfazer". */
  readonly action?: { readonly label: string; readonly run: () => void }
  readonly tone?: 'plain' | 'warning'
  /** How long it stays, starting when it appears and again when the pointer leaves it. Default 9 000 ms. */
  readonly durationMs?: number
  /** A later toast with the same key replaces the earlier one in place. */
  readonly key?: string
}
interface Entry extends ToastOptions {
  readonly id: number
}

const maxShown = 3
const defaultMs = 9_000
const stepMs = 250
let entries: readonly Entry[] = []
let nextId = 1
const listeners = new Set<() => void>()

function publish(next: readonly Entry[]) {
  entries = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Names what happened and offers the way back. Returns a function that takes it away. */
export function toast(options: ToastOptions): () => void {
  const id = nextId++
  const others = entries.filter((entry) => options.key === undefined || entry.key !== options.key)
  publish([...others, { ...options, id }].slice(-maxShown))
  announce(options.message, options.tone === 'warning' ? 'assertive' : 'polite')
  return () => publish(entries.filter((entry) => entry.id !== id))
}

/** Shown once, in the shell. `label` names the region, `closeLabel` the cross. */
export function Toaster({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  const shown = useSyncExternalStore(subscribe, () => entries)
  return (
    <div className="toaster">
      <section aria-label={label} className="grid justify-items-center gap-2">
        {shown.map((entry) => (
          <ToastView key={entry.id} entry={entry} closeLabel={closeLabel} />
        ))}
      </section>
      <DockPlace />
    </div>
  )
}

function ToastView({ entry, closeLabel }: { readonly entry: Entry; readonly closeLabel: string }) {
  const [held, setHeld] = useState(false)
  const close = () => publish(entries.filter((other) => other.id !== entry.id))
  useEffect(() => {
    if (held) return
    let leftMs = entry.durationMs ?? defaultMs
    const everyMs = fault('APP-47') ? leftMs : stepMs
    // However long the page was busy, only one of these was due: that time nobody could look at it.
    const timer = setInterval(() => {
      leftMs -= everyMs
      if (leftMs <= 0) publish(entries.filter((other) => other.id !== entry.id))
    }, everyMs)
    return () => clearInterval(timer)
  }, [held, entry])
  return (
    <div
      data-toast
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="motion-rise pointer-events-auto flex max-w-[min(560px,100%)] items-center gap-3 rounded-lg bg-toast py-1.5 pr-1.5 pl-3.5 text-on-toast shadow-2"
    >
      {entry.tone === 'warning' ? <CircleAlert aria-hidden className="size-4 shrink-0" /> : null}
      <span className="min-w-0 py-1 [overflow-wrap:anywhere]">{entry.message}</span>
      {entry.action === undefined ? null : (
        <button
          type="button"
          onClick={() => {
            close()
            entry.action?.run()
          }}
          className={clsx(toastButton, 'px-2 font-semibold')}
        >
          {entry.action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={closeLabel}
        onClick={close}
        className={clsx(toastButton, 'w-6 justify-center touch:w-11')}
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  )
}
const toastButton =
  'flex h-6 shrink-0 items-center rounded-sm hover:bg-current/15 focus-visible:outline-current touch:h-9'
