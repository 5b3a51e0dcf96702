/** One request opened beside the list (over it on a phone). */
import { commentOfAnchor, requestName } from '@mutirao/documents'
import { SearchX, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import {
  useRequestDetail,
  useRequestEditing,
  useRequestEdits,
  useRequestList,
  useRequestPresence,
  type ListView,
  type RequestDetailView,
} from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, EmptyState, IconButton, Sheet, Skeleton, Tabs } from '../../../ui/index.ts'
import { DetailContext, type DetailContextValue } from '../../../view/detail/context.ts'
import { Attachments } from '../../../view/files/Attachments.tsx'
import { DropZone } from '../../../view/files/DropZone.tsx'
import { useAttach } from '../../../view/files/use-attach.ts'
import { Comments } from '../../../view/talk/Comments.tsx'
import { RefusedHere } from '../approvals/RefusedWords.tsx'
import { ItemsSection } from '../items/ItemsSection.tsx'
import { rowOf, type RequestRow } from '../model/rows.ts'
import { Decisions } from './Decisions.tsx'
import { Justification } from './Justification.tsx'
import { PanelHead } from './PanelHead.tsx'
import { RequestFieldsList } from './RequestFieldsList.tsx'
import { StandingCard } from './StandingCard.tsx'

/** What a history needs to know of the open request. */
export interface RequestHistoryPlace {
  readonly listId: string
  readonly row: RequestRow
  readonly detail: RequestDetailView
  readonly list: ListView
  readonly readOnly: boolean
  /** One field's history alone. */
  readonly field: string | null
}

export interface RequestPanelProps {
  readonly listId: string
  readonly requestId: string
  /** Just made here: its title is written first. */
  readonly isNew: boolean
  readonly onClose: () => void
  readonly onWalk: (step: 1 | -1) => void
  readonly history?: ((place: RequestHistoryPlace) => ReactNode) | undefined
}

export function RequestPanel(props: RequestPanelProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const list = useRequestList(props.listId)
  const row = rowOf(list, props.requestId)
  const title = row?.request.title
  useFocusOnClose(props.requestId)
  return (
    <Sheet
      label={title === undefined ? t('common:loading') : t('panel.label', { title })}
      onClose={props.onClose}
      className="sheet-wide wide:w-[min(980px,calc(100vw-260px))]!"
    >
      {row ? (
        <Open key={props.requestId} {...props} list={list} row={row} />
      ) : list.phase === 'ready' ? (
        <Missing {...props} />
      ) : (
        <div aria-busy className="grid gap-3 p-5">
          <Skeleton className="h-6 w-3/4" />
          <Skeleton className="h-24" />
          <Skeleton className="h-40" />
        </div>
      )}
    </Sheet>
  )
}

/** What was made or found by a key or an address has no place the focus came from: it goes to where the request stands. */
function useFocusOnClose(requestId: string): void {
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return
        const place = document.querySelector<HTMLElement>(`main [data-request="${CSS.escape(requestId)}"]`)
        place?.focus({ preventScroll: true })
      })
    },
    [requestId],
  )
}

interface OpenProps extends RequestPanelProps {
  readonly list: ListView
  readonly row: RequestRow
}

function Open({ listId, requestId, isNew, list, row, onClose, onWalk, history }: OpenProps) {
  const detail = useRequestDetail(listId, requestId)
  const details = useRequestEdits(listId, requestId)
  const others = useRequestPresence(listId, requestId)
  const [field, setField] = useState<string | null>(null)
  useRequestEditing(listId, requestId, field)
  const enterField = useCallback((entered: string | null) => setField(entered), [])
  const readOnly = list.readOnly || detail.readOnly
  // A link to a comment opens where it is.
  const [tab, setTab] = useState<OpenTab>(() => ({
    id: commentOfAnchor(location.hash) === null ? 'details' : 'comments',
    field: null,
  }))
  const showHistory = useMemo(
    () => (history === undefined ? null : (asked: string) => setTab({ id: 'history', field: asked })),
    [history],
  )
  const value = useMemo<DetailContextValue>(
    () => ({
      document: requestName(listId, requestId),
      id: requestId,
      details,
      readOnly,
      others,
      enterField,
      showHistory,
    }),
    [listId, requestId, details, readOnly, others, enterField, showHistory],
  )
  return (
    <DetailContext value={value}>
      <PanelHead {...{ listId, list, row, isNew, onClose, onWalk }} />
      <Body
        {...{ listId, list, row, detail, readOnly }}
        tab={tab.id}
        onTab={(id) => setTab({ id, field: null })}
        history={history?.({ listId, row, detail, list, readOnly, field: tab.field })}
      />
    </DetailContext>
  )
}

interface OpenTab {
  readonly id: string
  /** Of the history: one field's alone. */
  readonly field: string | null
}

interface BodyProps {
  readonly listId: string
  readonly list: ListView
  readonly row: RequestRow
  readonly detail: RequestDetailView
  readonly readOnly: boolean
  readonly history: ReactNode
  readonly tab: string
  readonly onTab: (id: string) => void
}

function Body({ listId, list, row, detail, readOnly, history, tab, onTab }: BodyProps) {
  const { t } = useTranslation('purchase')
  const attachments = detail.details?.attachments() ?? []
  const attach = useAttach(attachments)
  const isHere = detail.details !== null
  const comments = detail.details?.comments() ?? []
  const currency = list.store?.meta().currency ?? 'BRL'
  const tabs = [
    {
      id: 'details',
      label: t('panel.tab.details'),
      content: (
        <>
          <RefusedHere listId={listId} list={list} row={row} />
          <StandingCard listId={listId} list={list} row={row} detail={detail} />
          <RequestFieldsList listId={listId} request={row.request} readOnly={readOnly} />
          {isHere ? (
            <>
              <Justification listId={listId} requestId={row.request.id} detail={detail} readOnly={readOnly} />
              <ItemsSection
                listId={listId}
                request={row.request}
                detail={detail}
                currency={currency}
                readOnly={readOnly}
              />
              <Attachments attachments={attachments} readOnly={readOnly} onFiles={attach} />
            </>
          ) : (
            <Waiting phase={detail.phase} />
          )}
        </>
      ),
    },
    {
      id: 'comments',
      label: t('panel.tab.comments'),
      ...(isHere ? { count: comments.length } : {}),
      content: isHere ? <Comments comments={comments} readOnly={readOnly} /> : <Waiting phase={detail.phase} />,
    },
    {
      id: 'decisions',
      label: t('panel.tab.decisions'),
      content: <Decisions listId={listId} request={row.request} version={list.version} currency={currency} />,
    },
    ...(history === undefined ? [] : [{ id: 'history', label: t('panel.tab.history'), content: history }]),
  ]
  return (
    <DropZone disabled={!isHere || readOnly} onFiles={attach}>
      <Tabs label={t('panel.tab.label')} tabs={tabs} value={tab} onChange={onTab} className="mt-1.5" />
    </DropZone>
  )
}

/** Why the items are not there, and what brings them. */
function Waiting({ phase }: { readonly phase: RequestDetailView['phase'] }) {
  const { t } = useTranslation('purchase')
  if (phase === 'opening' || phase === 'ready')
    return (
      <div aria-busy className="grid gap-2 px-5 py-3">
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-24" />
      </div>
    )
  return <p className="mx-5 my-3 rounded-lg bg-sunken px-3 py-2.5 text-muted">{t(`notHere.${phase}`)}</p>
}

function Missing({ onClose }: RequestPanelProps) {
  const { t } = useTranslation(['purchase', 'common'])
  return (
    <>
      <div className="flex justify-end px-5 pt-2.5">
        <IconButton label={t('common:close')} shortcut="escape" onClick={onClose} className="-mr-1.5">
          <X />
        </IconButton>
      </div>
      <EmptyState
        icon={<SearchX />}
        title={t('panel.missing')}
        action={<Button onClick={onClose}>{t('common:close')}</Button>}
      />
    </>
  )
}
