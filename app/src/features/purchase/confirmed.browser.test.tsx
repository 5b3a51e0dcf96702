import type { OutcomeSnapshot } from '@mutirao/documents'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Toaster } from '../../ui/index.ts'
import { tellAsked } from './confirmed.ts'

let root: Root
let place: HTMLElement
beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'))
  root = createRoot(place)
  root.render(<Toaster label="Avisos" closeLabel="Fechar" />)
})
afterEach(() => {
  root.unmount()
  place.remove()
})

const shown = () => [...place.querySelectorAll('[data-toast] span')].map((one) => one.textContent)

/** A list whose ledger comes to hold an outcome. */
function session() {
  const listeners = new Set<() => void>()
  let outcome: Partial<OutcomeSnapshot> | undefined
  return {
    view: () => ({ ledger: { outcome: (id: string) => (id === 'intent' ? outcome : undefined) } }) as never,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    decide(next: Partial<OutcomeSnapshot>) {
      outcome = next
      for (const listener of listeners) listener()
    },
    listeners,
  }
}
const words = { key: 'act', asked: 'vale quando o servidor confirmar', counted: 'confirmada' }

it('[PUR-28] what was asked is told as asked until it counts, then as counted; what does not count is not told as either', async () => {
  const list = session()
  tellAsked(list, 'intent', words)
  await vi.waitFor(() => expect(shown()).toEqual([words.asked]))
  list.decide({ accepted: true })
  await vi.waitFor(() => expect(shown()).toEqual([words.counted]))
  expect(list.listeners.size).toBe(0)

  const other = session()
  const onRefused = vi.fn()
  tellAsked(other, 'intent', { ...words, onRefused })
  await vi.waitFor(() => expect(shown()).toEqual([words.asked]))
  other.decide({ accepted: false, reason: 'unknown_person' })
  await vi.waitFor(() => expect(shown()).toEqual([]))
  expect(onRefused.mock.calls).toEqual([['unknown_person']])
})
