import { decodeQuery, emptyQuery, encodeQuery, type BoardQuery } from '@mutirao/documents'
import { createContext, use, useMemo, useState, type ReactNode } from 'react'

/** The query of the board on the screen, wherever it is kept: in the address (routes/) or in memory (tests). */
export interface QueryPort {
  readonly query: BoardQuery
  /** `push`: a step of its own for the browser's Back; default: the address changes in place. */
  readonly setQuery: (next: BoardQuery, options?: { readonly push?: boolean }) => void
  /** Query and layout as one spelling (`dono=eu&ver=tabela`): what a saved view holds. The same state has one spelling. */
  readonly spelling: string
  /** The saved view that was opened, or null. It may have been changed since. */
  readonly viewId: string | null
  /** Goes to a spelling: a view, or everything (''). A step of its own for the browser's Back. */
  readonly open: (spelling: string, viewId: string | null) => void
}

const QueryContext = createContext<QueryPort | null>(null)

export function QueryProvider({ value, children }: { readonly value: QueryPort; readonly children: ReactNode }) {
  return <QueryContext value={value}>{children}</QueryContext>
}

/** A query that lives as long as the component: where there is no address. */
export function LocalQuery({
  first = emptyQuery,
  children,
}: {
  readonly first?: BoardQuery
  readonly children: ReactNode
}) {
  const [query, setQuery] = useState(first)
  const [viewId, setViewId] = useState<string | null>(null)
  const value = useMemo<QueryPort>(
    () => ({
      query,
      setQuery,
      spelling: new URLSearchParams(encodeQuery(query)).toString(),
      viewId,
      open(spelling, view) {
        setQuery(decodeQuery(Object.fromEntries(new URLSearchParams(spelling))))
        setViewId(view)
      },
    }),
    [query, viewId],
  )
  return <QueryProvider value={value}>{children}</QueryProvider>
}

/** What is looked for on this board, and the way to change it. The value keeps its identity while the query does. */
export function useBoardQuery(): QueryPort {
  const value = use(QueryContext)
  if (!value) throw new Error('useBoardQuery outside QueryProvider')
  return value
}
