import { decodeQuery, encodeQuery, isQueryParam } from '@mutirao/documents'
import { useEffect, useMemo, useRef } from 'react'
import type { QueryPort } from '../view/index.ts'
import { queryOf, readSearch, viewSpelling, writeSearch, type BoardSearch } from './search.ts'

/** The board's query as it stands in the address: Back, reload and a copied link bring it back. */
export function useQueryInAddress(search: BoardSearch, go: (next: BoardSearch, replace: boolean) => void): QueryPort {
  const latest = useRef({ search, go })
  useEffect(() => {
    latest.current = { search, go }
  })
  const spelled = writeSearch(queryOf(search))
  // Its own memo: changing the layout must not rebuild what the query shows.
  const query = useMemo(() => decodeQuery(readSearch(spelled)), [spelled])
  const spelling = viewSpelling(search)
  const viewId = search.visao ?? null
  return useMemo<QueryPort>(
    () => ({
      query,
      spelling,
      viewId,
      setQuery(next, options) {
        const { search: before, go: toAddress } = latest.current
        const others = Object.entries(before).filter(([param]) => !isQueryParam(param))
        toAddress({ ...Object.fromEntries(others), ...encodeQuery(next) }, options?.push !== true)
      },
      open(wanted, view) {
        latest.current.go({ ...readSearch(wanted), ...(view === null ? {} : { visao: view }) } as BoardSearch, false)
      },
    }),
    [query, spelling, viewId],
  )
}
