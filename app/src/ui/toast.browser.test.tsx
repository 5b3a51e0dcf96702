import { createRoot } from 'react-dom/client'
import { describe, expect, it, vi } from 'vitest'
import { toast, Toaster } from './toast.tsx'

describe('a toast', () => {
  it('[APP-47] told by a page that is busy is still there when it can be seen, and goes then', async () => {
    const place = document.body.appendChild(document.createElement('div'))
    const root = createRoot(place)
    root.render(<Toaster label="Avisos" closeLabel="Fechar" />)
    const shown = () => place.querySelector('[data-toast]') !== null
    toast({ message: 'Desfeito', durationMs: 600 })
    await vi.waitFor(() => expect(shown()).toBe(true))
    const busyUntilMs = performance.now() + 900
    while (performance.now() < busyUntilMs);
    // Every timer that was due has run.
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(shown()).toBe(true)
    await vi.waitFor(() => expect(shown()).toBe(false), { timeout: 5_000 })
    root.unmount()
    place.remove()
  })
})
