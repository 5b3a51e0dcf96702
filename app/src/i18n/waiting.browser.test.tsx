import { Suspense, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hasWords, speak } from './dictionary.ts'
import { useTranslation } from './react.ts'

afterEach(() => speak('pt-BR'))

describe('words on their way', () => {
  it('[APP-17] hold up nobody: they are blank until they have come, whatever hooks the component has', async () => {
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
    await vi.waitFor(() => expect(place.textContent).toBe('1History2'))
    expect(hasWords('inspector')).toBe(true)
    // The words found the component on the screen: nothing had been put in its place.
    expect(seen).toEqual(['12', '1History2'])
    expect(errors).toEqual([])
    told.mockRestore()
    root.unmount()
    place.remove()
  })
})

const seen: string[] = []

function Screen() {
  const [first] = useState(1)
  const { t } = useTranslation('inspector')
  const [second] = useState(2)
  const all = useMemo(() => `${first}${t('title')}${second}`, [first, t, second])
  useEffect(() => {
    seen.push(all)
  }, [all])
  return <p>{all}</p>
}
