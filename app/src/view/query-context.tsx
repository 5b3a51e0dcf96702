import { emptyQuery, type BoardQuery } from '@mutirao/documents'
import { createContext, use, useMemo, useState, type ReactNode } from 'react'

/** The query of the board on the screen, wherever it is kept: in the address (routes/) or in memory (tests). */
export interface QueryPort {
  readonly query: BoardQuery
  /** `push`: a step of its own for the browser's Back; default: the address changes in place. */
  readonly setQuery: (next: BoardQuery, options?: { readonly push?: boolean }) => void
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
  const value = useMemo<QueryPort>(() => ({ query, setQuery }), [query])
  return <QueryProvider value={value}>{children}</QueryProvider>
}

/** What is looked for on this board, and the way to change it. The value keeps its identity while the query does. */
export function useBoardQuery(): QueryPort {
  const value = use(QueryContext)
  if (!value) throw new Error('useBoardQuery outside QueryProvider')
  return value
}
