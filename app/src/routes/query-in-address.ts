import type { QueryCodec } from '@mutirao/documents'
import { useEffect, useMemo, useRef } from 'react'
import type { QueryPort } from '../view/index.ts'
import { layoutOf, queryOf, readSearch, viewSpelling, writeSearch, type ListSearch } from './search.ts'

/** The list's query as it stands in the address: Back, reload and a copied link bring it back. */
export function useQueryInAddress<F extends string>(
  codec: QueryCodec<F>,
  search: ListSearch,
  go: (next: ListSearch, replace: boolean) => void,
): QueryPort<F> {
  const latest = useRef({ search, go })
  useEffect(() => {
    latest.current = { search, go }
  })
  const spelled = writeSearch(queryOf(codec, search))
  // Its own memo: changing the layout must not rebuild what the query shows.
  const query = useMemo(() => codec.decode(readSearch(spelled)), [codec, spelled])
  const asked = useMemo(() => writeSearch(codec.encode(query)).slice(1), [codec, query])
  const spelling = viewSpelling(codec, search)
  const viewId = search['visao'] === undefined ? null : String(search['visao'])
  return useMemo<QueryPort<F>>(
    () => ({
      query,
      asked,
      spelling,
      viewId,
      setQuery(next, options) {
        const { search: before, go: toAddress } = latest.current
        const others = Object.entries(before).filter(([param]) => !codec.isParam(param))
        toAddress({ ...Object.fromEntries(others), ...codec.encode(next) }, options?.push !== true)
      },
      open(wanted, view) {
        const { search: before, go: toAddress } = latest.current
        // A saved view has its own way of being shown; what was only asked is shown as the list is now.
        const around = view === null ? layoutOf(before) : { visao: view }
        toAddress({ ...readSearch(wanted), ...around }, false)
      },
    }),
    [codec, query, asked, spelling, viewId],
  )
}
