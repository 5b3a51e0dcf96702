import { Suspense, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hasWords, speak } from './dictionary.ts'
import { useTranslation } from './react.ts'

afterEach(() => speak('pt-BR'))

describe('words on their way', () => {
  it('[APP-17] hold up the component that needs them, whatever hooks it has, and nothing else', async () => {
    const errors: unknown[] = []
    // React tells of hooks it cannot keep apart on the console.
    const told = vi.spyOn(console, 'error').mockImplementation((...what) => errors.push(what))
    const place = document.body.appendChild(document.createElement('div'))
    const root = createRoot(place, { onRecoverableError: (error) => errors.push(error) })
    speak('en')
    expect(hasWords('inspector')).toBe(false)
    root.render(
      <Suspense fallback={<p>waiting</p>}>
        <Screen />
      </Suspense>,
    )
    await vi.waitFor(() => expect(place.textContent).toBe('12'))
    expect(hasWords('inspector')).toBe(true)
    expect(errors).toEqual([])
    told.mockRestore()
    root.unmount()
    place.remove()
  })
})

function Screen() {
  const [first] = useState(1)
  const { t } = useTranslation('inspector')
  const [second] = useState(2)
  const both = useMemo(() => `${first}${second}`, [first, second])
  return <p lang={typeof t}>{both}</p>
}
