/** Purchase requests: a list with its panel. Loaded when somebody goes there. */
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { PlacesContext, type Layout, type PurchasePlaces } from './context.ts'
import { ListScreen, type Around } from './list/ListScreen.tsx'
import { RequestPanel, type RequestHistoryPlace } from './panel/RequestPanel.tsx'

export type { ApprovalsTab, Layout, PurchasePlaces } from './context.ts'
export type { RequestHistoryPlace } from './panel/RequestPanel.tsx'

export interface RequestsProps {
  readonly listId: string
  readonly openId: string | null
  readonly layout: Layout
  readonly places: PurchasePlaces
  /** The status pill: always on the screen. */
  readonly status: ReactNode
  /** What the history tab shows; the features meet in the routes. */
  readonly history?: (place: RequestHistoryPlace) => ReactNode
  readonly around: Around
}

export default function Requests({ listId, openId, layout, places, status, history, around }: RequestsProps) {
  const rows = useRef<readonly string[]>([])
  const [madeId, setMadeId] = useState<string | null>(null)
  const keep = useCallback((ids: readonly string[]) => {
    rows.current = ids
  }, [])
  const walk = (step: 1 | -1) => {
    const next = rows.current[rows.current.indexOf(openId ?? '') + step]
    if (next !== undefined) places.onRequest(listId, next)
  }
  return (
    <PlacesContext value={places}>
      <ListScreen
        {...{ listId, layout, openId, status, around }}
        onRows={keep}
        onMade={(requestId) => {
          setMadeId(requestId)
          places.onRequest(listId, requestId)
        }}
      />
      {openId === null ? null : (
        <RequestPanel
          listId={listId}
          requestId={openId}
          isNew={openId === madeId}
          onClose={() => {
            setMadeId(null)
            places.onRequest(listId, null)
          }}
          onWalk={walk}
          history={history}
        />
      )}
    </PlacesContext>
  )
}
