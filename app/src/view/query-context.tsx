import {
  decodeQuery,
  emptyQuery,
  encodeQuery,
  type BoardQuery,
  type FilterField,
  type Query,
  type RequestFilterField,
} from '@mutirao/documents'
import { createContext, use, useMemo, useState, type ReactNode } from 'react'

/** From the query before to the query after; called once or more, so it does nothing else. */
export type ChangeOf<F extends string = string> = (before: Query<F>) => Query<F>

/**
 * The query of the list on the screen, wherever it is kept: in the address (routes/) or in memory (tests).
 * @typeParam F the fields of that list; whoever works on any list changes a query only by fields the list gave
 */
export interface QueryPort<F extends string = string> {
  readonly query: Query<F>
  /**
   * Changes what is asked at this moment, which the screen may not show yet: a whole query made of what was rendered would take
   * back what was chosen since. `push`: a step of its own for the browser's Back; default: the address changes in place.
   */
  setQuery(this: void, change: ChangeOf<F>, options?: { readonly push?: boolean }): void
  /** The query in its one spelling (`dono=eu`); '' asks for everything. */
  readonly asked: string
  /** The same and how the list is shown (`dono=eu&layout=tabela`): what a saved view holds. */
  readonly spelling: string
  /** The saved view that was opened, or null. It may have been changed since. */
  readonly viewId: string | null
  /** Goes to a view, or to what is asked by a spelling, shown as the list is now. A step of its own for the browser's Back. */
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
  const [query, setQuery] = useState<BoardQuery>(first)
  const [viewId, setViewId] = useState<string | null>(null)
  const value = useMemo<QueryPort<FilterField>>(() => {
    const asked = new URLSearchParams(encodeQuery(query)).toString()
    return {
      query,
      setQuery,
      asked,
      spelling: asked,
      viewId,
      open(spelling, view) {
        setQuery(decodeQuery(Object.fromEntries(new URLSearchParams(spelling))))
        setViewId(view)
      },
    }
  }, [query, viewId])
  return <QueryProvider value={value}>{children}</QueryProvider>
}

/** What is looked for on this list, and the way to change it. The value keeps its identity while the query does. */
export function useQuery(): QueryPort {
  const value = use(QueryContext)
  if (!value) throw new Error('useQuery outside QueryProvider')
  return value
}

// Each page provides the query of the list it shows.
export const useBoardQuery = (): QueryPort<FilterField> => useQuery() as QueryPort<FilterField>
export const useRequestQuery = (): QueryPort<RequestFilterField> => useQuery() as QueryPort<RequestFilterField>

/** Nothing is left out any more; order and groups stay. */
export const cleared: ChangeOf = ({ sort, group }) => ({ ...emptyQuery, sort, group })
