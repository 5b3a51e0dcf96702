import { useEffect, useRef } from 'react'

export interface Hotkey {
  /** One key with optional `mod` (Ctrl or ⌘), `shift`, `alt`: `n`, `mod+z`, `shift+arrowdown`, `?`; '' = only in the palette. */
  readonly keys: string
  /** What it does, for the sheet behind `?`. Absent = not listed. */
  readonly label?: string
  readonly run: (event: KeyboardEvent) => void
  /** Also while somebody types. Default false: letters belong to the text. */
  readonly whileTyping?: boolean
  readonly disabled?: boolean
}

interface Registered {
  readonly current: () => Hotkey
}
const active: Registered[] = []

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]), textarea, select')
}
/** Menus, lists and modal dialogs have their own keys. */
const inLayer = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('[role=menu],[role=listbox],[role=alertdialog],[data-state=open][role=dialog]') !== null

function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.toLowerCase().split('+')
  const key = parts[parts.length - 1] ?? ''
  const wants = (part: string) => parts.includes(part, 0) && parts.indexOf(part) < parts.length - 1
  const mod = event.ctrlKey || event.metaKey
  // A sign such as `?` needs Shift on some keyboards and not on others: only letters and named keys ask for it exactly.
  const sign = key.length === 1 && !/[a-z0-9]/.test(key)
  if (mod !== wants('mod') || event.altKey !== wants('alt')) return false
  if (!sign && event.shiftKey !== wants('shift')) return false
  return event.key.toLowerCase() === key
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || inLayer(event.target)) return
  for (let i = active.length - 1; i >= 0; i--) {
    const hotkey = active[i]?.current()
    if (!hotkey || hotkey.disabled === true || !matches(hotkey.keys, event)) continue
    if (hotkey.whileTyping !== true && typing(event.target)) continue
    event.preventDefault()
    hotkey.run(event)
    return
  }
}

/** Listens for keys while the component is mounted; the latest mounted wins. The list may change freely between renders. */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const latest = useRef(hotkeys)
  useEffect(() => {
    latest.current = hotkeys
  })
  const count = hotkeys.length
  useEffect(() => {
    const none: Hotkey = { keys: '', run: () => undefined, disabled: true }
    const mine = Array.from({ length: count }, (_, index): Registered => ({
      current: () => latest.current[index] ?? none,
    }))
    if (active.length === 0) window.addEventListener('keydown', onKeyDown)
    active.push(...mine)
    return () => {
      for (const entry of mine) active.splice(active.indexOf(entry), 1)
      if (active.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [count])
}

/** One key. See `useHotkeys`. */
export const useHotkey = (hotkey: Hotkey): void => useHotkeys([hotkey])

/** What can be pressed right now, for the sheet behind `?`. */
export const activeHotkeys = (): readonly Hotkey[] =>
  active.map((entry) => entry.current()).filter((hotkey) => hotkey.disabled !== true && hotkey.label !== undefined)
