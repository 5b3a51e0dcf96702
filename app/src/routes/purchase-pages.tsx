/** The pages of purchase requests and approvals: fetched when somebody goes there. */
import { requestCodec, requestName } from '@mutirao/documents'
import { ClipboardList, Plus } from 'lucide-react'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { call, useMe, usePeople, useSyncStatus } from '../engine/index.ts'
import { listsIn } from '../engine/purchase/index.ts'
import Approvals from '../features/purchase/approvals.tsx'
import type { PurchasePlaces } from '../features/purchase/context.ts'
import type { Around } from '../features/purchase/list/ListScreen.tsx'
import { FilterBar, NothingFound, ViewTabs } from '../features/find/index.ts'
import Requests, { type RequestHistoryPlace } from '../features/purchase/index.tsx'
import { errorSentence, useTranslation, withWords } from '../i18n/index.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { Button, EmptyState, lazyPart, Skeleton, toast } from '../ui/index.ts'
import { QueryProvider } from '../view/index.ts'
import type { RequestsSearch } from './addresses.ts'
import { useGo, useGoFrom } from './go.ts'
import { usePageControls } from './page-context.ts'
import { useQueryInAddress } from './query-in-address.ts'
import { useAddress, useRouter } from './routing/react.tsx'

const ExportDialog = lazyPart(withWords(() => import('../features/export/Listed.tsx')))
const RequestHistory = lazyPart(withWords(() => import('../features/history/RequestHistory.tsx')))

/** What the history tab shows. Another field asked for is another list. */
const historyOf = (place: RequestHistoryPlace) => (
  <Told key={`${place.row.request.id} ${place.field ?? ''}`} {...place} />
)

function Told(place: RequestHistoryPlace) {
  const router = useRouter()
  const { listId, row } = place
  const own = requestName(listId, row.request.id)
  const inspector = { to: '/admin/historico', search: { documento: own } } as const
  const inspect = { href: router.href(inspector), go: () => router.go(inspector) }
  return (
    <Suspense fallback={null}>
      <RequestHistory {...place} request={row.request} sent={row.number !== ''} inspect={inspect} />
    </Suspense>
  )
}

const listPath = '/solicitacoes/$listId'
/** What stays in the address when another request is opened: what is asked, and how the list is shown. */
const listSearch = ({ solicitacao: _open, exportar: _exporting, ...kept }: RequestsSearch): RequestsSearch => kept
const inTable = { layout: 'tabela' } as const
const layouts = { board: {}, table: inTable, archived: { ver: 'arquivadas' } } as const

/** @param shown the address of the list on the screen; elsewhere requests open on their board */
function usePlaces(shown: RequestsSearch): PurchasePlaces {
  const go = useGo()
  const router = useRouter()
  return useMemo(() => {
    const kept = listSearch(shown)
    const list = (listId: string, search = kept) => ({ to: listPath, params: { listId }, search }) as const
    const request = (listId: string, requestId: string) => list(listId, { ...kept, solicitacao: requestId })
    // Another list has other people, centres and views.
    const other = kept.layout === undefined ? {} : inTable
    return {
      listHref: (listId) => router.href(list(listId, other)),
      onList: (listId) => go(list(listId, other)),
      requestHref: (listId, requestId) => router.href(request(listId, requestId)),
      onRequest: (listId, requestId) => go(requestId === null ? list(listId) : request(listId, requestId)),
      onLayout: (next) => {
        const listId = /^\/solicitacoes\/([^/]+)/.exec(router.pathname())?.[1]
        const { layout: _layout, ver: _seen, ...query } = kept
        if (listId !== undefined) go(list(listId, { ...query, ...layouts[next] }))
      },
      onExport: (listId) => go(list(listId, { ...kept, exportar: true })),
      onApprovals: (tab) =>
        go({
          to: '/aprovacoes',
          search: tab === 'absences' ? { ver: 'ausencias' } : tab === 'policy' ? { ver: 'politica' } : {},
        }),
    }
  }, [go, router, shown])
}

const nowhere: RequestsSearch = {}

export function ListRoute() {
  const { params, search } = useAddress(listPath)
  const { listId } = params
  const places = usePlaces(search)
  const { onSignIn } = usePageControls()
  const go = useGo()
  // A filter still being typed reaches the address a moment later: by then the person may be on another page.
  const goHere = useGoFrom(`/solicitacoes/${listId}`)
  const at = (next: RequestsSearch) => ({ to: listPath, params: { listId }, search: next }) as const
  const port = useQueryInAddress(requestCodec, search, (next, replace) =>
    goHere({ ...at(next as RequestsSearch), replace }),
  )
  const around: Around = {
    find: (finding, views) => (
      <>
        <FilterBar finding={finding}>
          <ViewTabs port={views} />
        </FilterBar>
        <NothingFound finding={finding} />
      </>
    ),
    exporting: search.exportar
      ? (source) => (
          <Suspense fallback={null}>
            <ExportDialog source={source} onClose={() => go({ ...at(listSearch(search)), replace: true })} />
          </Suspense>
        )
      : null,
  }
  return (
    <QueryProvider value={port}>
      <Requests
        key={listId}
        listId={listId}
        openId={search.solicitacao ?? null}
        layout={search.ver === 'arquivadas' ? 'archived' : search.layout === 'tabela' ? 'table' : 'board'}
        places={places}
        status={<StatusPill onSignIn={onSignIn} />}
        history={historyOf}
        around={around}
      />
    </QueryProvider>
  )
}

export function ApprovalsRoute() {
  const { ver } = useAddress('/aprovacoes').search
  const places = usePlaces(nowhere)
  const { onSignIn } = usePageControls()
  const tab = ver === 'ausencias' ? 'absences' : ver === 'politica' ? 'policy' : 'queue'
  return <Approvals tab={tab} places={places} status={<StatusPill onSignIn={onSignIn} />} />
}

/** "/solicitacoes": the first list, or the place that says there is none yet. */
export function FirstList() {
  const { t } = useTranslation('purchase')
  const { onSignIn } = usePageControls()
  const people = usePeople()
  const { state } = useSyncStatus()
  const [first] = listsIn(people)
  const go = useGoFrom('/solicitacoes')
  const { search } = useAddress('/solicitacoes')
  const firstId = first?.id
  useEffect(() => {
    if (firstId !== undefined) go({ to: listPath, params: { listId: firstId }, search, replace: true })
  }, [go, firstId, search])
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-[49px] items-center gap-2.5 border-b border-line px-4 py-2">
        <h1 className="flex-1 text-md">{t('title')}</h1>
        <StatusPill onSignIn={onSignIn} />
      </header>
      {people.known ? null : state === 'offline' ? (
        <EmptyState icon={<ClipboardList />} title={t('notHere.never-loaded')} />
      ) : (
        <Skeleton className="m-4 h-40" />
      )}
      {people.known && !first ? <NoList /> : null}
    </div>
  )
}

function NoList() {
  const { t } = useTranslation('purchase')
  const { workspace, role } = useMe()
  const [busy, setBusy] = useState(false)
  const create = async () => {
    setBusy(true)
    try {
      const path = `/api/workspaces/${encodeURIComponent(workspace.id)}/documents`
      // The person's own document says so when it is there, and leads on.
      await call(path, { method: 'POST', body: { kind: 'requests', title: t('makeListName') } })
    } catch (error) {
      setBusy(false)
      toast({ message: t('makeListFailed', { reason: errorSentence(error) }), tone: 'warning' })
    }
  }
  return (
    <EmptyState
      icon={<ClipboardList />}
      title={t('noLists')}
      action={
        role === 'viewer' ? undefined : (
          // `create` handles its own failures.
          <Button variant="primary" icon={<Plus />} busy={busy} onClick={() => void create()}>
            {t('makeList')}
          </Button>
        )
      }
    >
      {t('noListsText')}
    </EmptyState>
  )
}
