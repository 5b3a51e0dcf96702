/** The pages of purchase requests and approvals: fetched when somebody goes there. */
import { ClipboardList, Plus } from 'lucide-react'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { call, useMe, usePeople, useSyncStatus } from '../engine/index.ts'
import { listsIn } from '../engine/purchase/index.ts'
import Approvals from '../features/purchase/approvals.tsx'
import type { PurchasePlaces } from '../features/purchase/context.ts'
import Requests, { type RequestHistoryPlace } from '../features/purchase/index.tsx'
import { errorSentence, useTranslation, withWords } from '../i18n/index.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { Button, EmptyState, lazyPart, Skeleton, toast } from '../ui/index.ts'
import { useGo, useGoFrom } from './go.ts'
import { usePageControls } from './page-context.ts'
import { useAddress, useRouter } from './routing/react.tsx'

const RequestHistory = lazyPart(withWords(() => import('../features/history/RequestHistory.tsx')))

const historyOf = (place: RequestHistoryPlace) => (
  <Suspense fallback={null}>
    <RequestHistory {...place} request={place.row.request} />
  </Suspense>
)

function usePlaces(layout: 'tabela' | undefined): PurchasePlaces {
  const go = useGo()
  const router = useRouter()
  return useMemo(() => {
    const shown = layout === undefined ? {} : { layout }
    const list = (listId: string) => ({ to: '/solicitacoes/$listId', params: { listId }, search: shown }) as const
    const request = (listId: string, requestId: string) =>
      ({ to: '/solicitacoes/$listId', params: { listId }, search: { ...shown, solicitacao: requestId } }) as const
    return {
      listHref: (listId) => router.href(list(listId)),
      onList: (listId) => go(list(listId)),
      requestHref: (listId, requestId) => router.href(request(listId, requestId)),
      onRequest: (listId, requestId) => go(requestId === null ? list(listId) : request(listId, requestId)),
      onLayout: (next) => {
        const listId = /^\/solicitacoes\/([^/]+)/.exec(router.pathname())?.[1]
        if (listId !== undefined)
          go({ to: '/solicitacoes/$listId', params: { listId }, search: next === 'table' ? { layout: 'tabela' } : {} })
      },
      onApprovals: (tab) =>
        go({
          to: '/aprovacoes',
          search: tab === 'absences' ? { ver: 'ausencias' } : tab === 'policy' ? { ver: 'politica' } : {},
        }),
    }
  }, [go, router, layout])
}

export function ListRoute() {
  const { params, search } = useAddress('/solicitacoes/$listId')
  const places = usePlaces(search.layout)
  const { onSignIn } = usePageControls()
  return (
    <Requests
      key={params.listId}
      listId={params.listId}
      openId={search.solicitacao ?? null}
      layout={search.layout === 'tabela' ? 'table' : 'board'}
      places={places}
      status={<StatusPill onSignIn={onSignIn} />}
      history={historyOf}
    />
  )
}

export function ApprovalsRoute() {
  const { ver } = useAddress('/aprovacoes').search
  const places = usePlaces(undefined)
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
  const firstId = first?.id
  useEffect(() => {
    if (firstId !== undefined) go({ to: '/solicitacoes/$listId', params: { listId: firstId }, replace: true })
  }, [go, firstId])
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
