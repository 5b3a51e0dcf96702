import { useCallback } from 'react'
import { useEngine, useEngineEvents, type EngineEvent } from '../engine/index.ts'
import { withWords } from '../i18n/index.ts'
import { latePart } from '../ui/index.ts'

/** The sentences come when nobody waits, or with the first thing that is told. */
const telling = latePart(withWords(() => import('./toasts.ts').then((module) => module.tell)))

/** Tells what happens in the engine, in the order in which it happened. */
export function useEngineToasts(): void {
  const engine = useEngine()
  const show = useCallback(
    (event: EngineEvent) => {
      const tell = telling.now()
      if (tell) tell(event, engine)
      else telling.load().then((late) => late(event, engine), reportError)
    },
    [engine],
  )
  useEngineEvents(show)
}
