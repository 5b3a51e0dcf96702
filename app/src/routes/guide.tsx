import { Suspense, useState } from 'react'
import { isWindowBeside, useBeside, useMe, usePeople } from '../engine/index.ts'
import { useGo } from './go.ts'
import { withWords } from '../i18n/index.ts'
import { lazyPart } from '../ui/index.ts'

const FirstMinute = lazyPart(withWords(() => import('../features/first-minute/index.tsx')))

/** The guided first minute: only in the demo, for who may edit, in their own window, until it was walked or sent away. */
export function Guide({ boardId }: { readonly boardId: string | null }) {
  const me = useMe()
  const beside = useBeside(me)
  const go = useGo()
  const { preferences, known } = usePeople()
  const kept = preferences['firstMinute']
  const open = kept !== 'done'
  // Once begun it says its own last words.
  const [wanted, setWanted] = useState(false)
  if (known && open && !wanted && me.role !== 'viewer' && !isWindowBeside()) setWanted(true)
  // In the middle of a flight nobody can say who the demo's people are: who has begun is in the demo.
  if (!wanted || boardId === null || (beside === null && typeof kept !== 'string')) return null
  const onHistory = (cardId: string) =>
    go({ to: '/funil/$boardId', params: { boardId }, search: { card: cardId, aba: 'historico' } })
  return (
    <Suspense fallback={null}>
      <FirstMinute boardId={boardId} beside={beside} onHistory={onHistory} />
    </Suspense>
  )
}
