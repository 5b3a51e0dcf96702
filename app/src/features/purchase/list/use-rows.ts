import {
  findRequests,
  isFiltering,
  type RequestAsker,
  type RequestFilterField,
  type ViewSnapshot,
} from '@mutirao/documents'
import { useDeferredValue, useMemo } from 'react'
import { useMe, usePeople } from '../../../engine/index.ts'
import { delegationsIn, useListEdits, type ListView } from '../../../engine/purchase/index.ts'
import { today, useTranslation } from '../../../i18n/index.ts'
import { useRequestQuery, type Finding, type StandingView, type ViewsPort } from '../../../view/index.ts'
import { useToday } from '../../../view/today.ts'
import { rowsOf, type ListRow } from '../model/rows.ts'
import { requestFinding } from './finding.ts'

export interface FoundRows {
  /** What the query shows, in its order. */
  readonly rows: readonly ListRow[]
  /** Everything that is not archived. */
  readonly live: readonly ListRow[]
  readonly finding: Finding<RequestFilterField>
}

/** The rows the query in the address asks for, kept while nothing of the list changed. */
export function useRows(list: ListView): FoundRows {
  const me = useMe().id
  const { store, ledger, version } = list
  const { members } = usePeople()
  const todayIs = useToday()
  const query = useDeferredValue(useRequestQuery().query)
  const all = useMemo(() => {
    // The version stands for everything both stores answer.
    void version
    const delegations = ledger ? [...delegationsIn(ledger)] : []
    const leaders = [...members.values()].flatMap(({ id, role, active }) =>
      active && (role === 'manager' || role === 'admin') ? [id] : [],
    )
    const nameOf = (id: string) => members.get(id)?.name ?? ''
    return rowsOf({ store, ledger }, { delegations, leaders, now: Date.now, nameOf })
  }, [store, ledger, version, members])
  const currency = store?.meta().currency ?? 'BRL'
  return useMemo(() => {
    const asker: RequestAsker = {
      me,
      today: todayIs,
      dayOf: today,
      personName: (id) => members.get(id)?.name ?? '',
    }
    const rows = findRequests(all, query, asker)
    const isFiltered = isFiltering(query)
    const finding = requestFinding({ all, shown: rows, currency, isFiltered })
    return { rows, live: all.filter(({ request }) => request.deletedAt === null), finding }
  }, [all, query, me, todayIs, members, currency])
}

const noViews: readonly ViewSnapshot[] = []

/** Where the saved views of this list are kept; "mine" and "waiting for me" everybody has. */
export function useListViews(list: ListView): ViewsPort {
  const { t } = useTranslation('purchase')
  const edits = useListEdits(list.listId)
  const shared = list.store?.views() ?? noViews
  return useMemo(() => {
    const standing: readonly StandingView[] = [
      { id: 'mine', name: t('scope.mine'), query: 'solicitante=eu' },
      { id: 'waiting', name: t('scope.waiting'), query: 'aguarda=eu' },
    ]
    return {
      listId: list.listId,
      standing,
      shared,
      edit: (work) => edits.edit(work),
      remember: (undo, telling) => edits.remember(undo, telling),
    }
  }, [t, list.listId, shared, edits])
}
