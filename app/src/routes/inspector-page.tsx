import { useCallback, useMemo } from 'react'
import { useEngine, usePeople } from '../engine/index.ts'
import Inspector from '../features/history/inspector/Inspector.tsx'
import { addressOf, documentAsked, documentsToInspect } from '../features/history/inspector/places.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { useGo, useGoFrom } from './go.ts'
import { usePageControls } from './page-context.ts'
import { useAddress } from './routing/react.tsx'
import { textParam } from './search.ts'

/** The history of whole documents: the one asked for, else the first board. */
export default function InspectorPage() {
  const { search } = useAddress('/admin/historico')
  const { onSignIn } = usePageControls()
  const { documents: listed } = usePeople()
  const { workspaceId } = useEngine()
  const documents = useMemo(() => documentsToInspect(listed, workspaceId), [listed, workspaceId])
  const go = useGo()
  const goFrom = useGoFrom('/admin/historico')
  const [em, com] = [textParam(search.em), textParam(search.com)]
  const asked = {
    quadro: textParam(search.quadro),
    cartao: textParam(search.cartao),
    documento: textParam(search.documento),
  }
  const name = documentAsked(asked, documents)
  const onSpot = useCallback(
    (spot: { readonly em?: string; readonly com?: string }) => {
      if (name !== null) goFrom({ to: '/admin/historico', search: { ...addressOf(name), ...spot }, replace: true })
    },
    [goFrom, name],
  )
  if (name === null) return null
  return (
    <Inspector
      document={name}
      documents={documents}
      onDocument={(next) => go({ to: '/admin/historico', search: addressOf(next) })}
      spot={{ ...(em === undefined ? {} : { em }), ...(com === undefined ? {} : { com }) }}
      onSpot={onSpot}
      status={<StatusPill onSignIn={onSignIn} />}
    />
  )
}
