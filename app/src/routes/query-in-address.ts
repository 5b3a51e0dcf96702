import { fault, type QueryCodec } from '@mutirao/documents'
import { useEffect, useMemo, useRef } from 'react'
import type { QueryPort } from '../view/index.ts'
import { useRouter } from './routing/react.tsx'
import { layoutOf, queryOf, readSearch, viewSpelling, writeSearch, type ListSearch } from './search.ts'

/** The list's query as it stands in the address: Back, reload and a copied link bring it back. */
export function useQueryInAddress<F extends string>(
  codec: QueryCodec<F>,
  search: ListSearch,
  go: (next: ListSearch, replace: boolean) => void,
): QueryPort<F> {
  const router = useRouter()
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
  return useMemo<QueryPort<F>>(() => {
    /** Where the address bar stands: the screen follows it a moment later. */
    const present = (): ListSearch => (fault('FND-12') ? latest.current.search : router.here().search)
    return {
      query,
      asked,
      spelling,
      viewId,
      setQuery(change, options) {
        const before = present()
        const next = change(codec.decode(queryOf(codec, before)))
        const others = Object.entries(before).filter(([param]) => !codec.isParam(param))
        latest.current.go({ ...Object.fromEntries(others), ...codec.encode(next) }, options?.push !== true)
      },
      open(wanted, view) {
        // A saved view has its own way of being shown; what was only asked is shown as the list is now.
        const around = view === null ? layoutOf(present()) : { visao: view }
        latest.current.go({ ...readSearch(wanted), ...around }, false)
      },
    }
  }, [codec, query, asked, spelling, viewId, router])
}
