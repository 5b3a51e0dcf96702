import { useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, expect, it } from 'vitest'
import { useFocusWhenAsked } from './asked-field.ts'

let root: Root | null = null
const place = document.createElement('div')
afterEach(() => {
  root?.unmount()
  place.remove()
})

function History({ field }: { readonly field: string | null }) {
  const here = useFocusWhenAsked(field)
  return <section ref={here} tabIndex={-1} data-history />
}

/** Fields with the button to their history; the history stands in their place. */
function Card({ asks }: { readonly asks: string | null }) {
  const [open, setOpen] = useState(false)
  return open ? (
    <History field={asks} />
  ) : (
    <button type="button" onClick={() => setOpen(true)}>
      history
    </button>
  )
}

it('[HSC-31] the history of a field takes over the focus of the button that opened it; opened as a tab it takes none', () => {
  document.body.append(place)
  for (const asks of ['value', null]) {
    root = createRoot(place)
    flushSync(() => root?.render(<Card asks={asks} />))
    const button = place.querySelector('button')
    button?.focus()
    flushSync(() => button?.click())
    expect(document.activeElement === place.querySelector('[data-history]')).toBe(asks !== null)
    root.unmount()
  }
})
