import { fault } from '@mutirao/documents'
import { Suspense, useCallback, useState } from 'react'
import { useBoard, useEngineEvents, type EngineEvent } from '../../engine/index.ts'
import { latePart, lazyPart } from '../../ui/index.ts'

const joy = latePart(() => import('./celebrate.ts'))
const ReasonChooser = lazyPart(() => import('./reason-chooser.tsx'))

/** Hears of deals this person closes on this board, however they did it: asks why one was lost, is glad of one that was won. */
export function Outcome({ boardId }: { readonly boardId: string }) {
  const { store } = useBoard(boardId)
  const [asked, setAsked] = useState<readonly string[]>([])
  const hear = useCallback(
    (event: EngineEvent) => {
      if (event.type !== 'closed' || event.closed.boardId !== boardId) return
      if (event.closed.kind === 'won') joy.load().then(({ celebrate }) => celebrate(event.closed.cardIds), reportError)
      else if (!fault('OUT-2')) setAsked(event.closed.cardIds)
    },
    [boardId],
  )
  useEngineEvents(hear)
  if (asked.length === 0 || !store) return null
  return (
    <Suspense fallback={null}>
      <ReasonChooser key={asked.join()} boardId={boardId} store={store} cardIds={asked} onClose={() => setAsked([])} />
    </Suspense>
  )
}
