import { Suspense, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import { lazyPart } from '../ui/index.ts'
import { hasWords, speak } from './dictionary.ts'
import { useTranslation, withWords } from './index.ts'

afterEach(() => {
  speak('pt-BR')
  localStorage.removeItem('mutirao.language')
})

const seen: string[] = []
function Screen() {
  const { t } = useTranslation('inspector')
  useEffect(() => {
    seen.push(t('title'))
  })
  return <h1>{t('title')}</h1>
}

it('[APP-45] a part comes with its words: it is never blank for a moment', async () => {
  localStorage.setItem('mutirao.language', 'en')
  speak('en')
  expect(hasWords('inspector')).toBe(false)
  const Part = lazyPart(withWords(() => Promise.resolve({ default: Screen })))
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  root.render(
    <Suspense fallback={null}>
      <Part />
    </Suspense>,
  )
  await vi.waitFor(() => expect(place.textContent).toBe('History'))
  expect(new Set(seen)).toEqual(new Set(['History']))
  root.unmount()
  place.remove()
})
