/** Comes with the palette: nothing the first screen loads may import this file. */
import { useEffect, useSyncExternalStore } from 'react'
import { createCardTexts, type CardTexts, type CardTextsSession } from './card-texts.ts'
import type { Engine } from './engine.ts'
import { useEngine } from './react.tsx'

const sessions = new WeakMap<Engine, CardTextsSession>()

/** The browser has nothing better to do, or a twentieth of a second has passed. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 50 })
    else setTimeout(resolve, 0)
  })

function sessionOf(engine: Engine): CardTextsSession {
  const session = sessions.get(engine) ?? createCardTexts({ local: engine.local, idle })
  sessions.set(engine, session)
  return session
}

/** What is written in the cards of this device; read again whenever a component that needs it appears. */
export function useCardTexts(): CardTexts {
  const session = sessionOf(useEngine())
  useEffect(() => void session.refresh(), [session])
  return useSyncExternalStore(session.subscribe, session.view)
}
