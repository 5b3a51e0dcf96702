/** One opportunity opened beside the board (over it on a phone). */
import { ArchiveRestore, SearchX, X } from 'lucide-react'
import { cardName, type BoardStore, type CardSnapshot, type StageSnapshot } from '@mutirao/documents'
import { useCallback, useMemo, useRef, useState, useSyncExternalStore, type ReactNode, type RefObject } from 'react'
import {
  useBoard,
  useBoardEdits,
  useCard,
  useCardDocument,
  useCardEdits,
  useFieldEdits,
  useEditing,
  useEditors,
  useStoreKey,
  type BoardView,
  type CardView,
} from '../../engine/index.ts'
import { formatMoment, useTranslation } from '../../i18n/index.ts'
import { Button, EmptyState, IconButton, Sheet, Skeleton, Tabs } from '../../ui/index.ts'
import { DetailContext, type DetailContextValue } from '../../view/detail/context.ts'
import { CardContext, useCardContext, type CardContextValue } from './context.ts'
import { Details, Waiting } from './Details.tsx'
import { DropZone } from '../../view/files/DropZone.tsx'
import { useAttach } from '../../view/files/use-attach.ts'
import { Footer } from './frame/Footer.tsx'
import { Header } from './frame/Header.tsx'
import { MomentNotice } from './frame/MomentNotice.tsx'
import { isDetailOpen } from './model/access.ts'
import { readMoment } from './model/moment.ts'
import { Comments } from '../../view/talk/Comments.tsx'
import { useDetails } from './use-details.ts'

/** The part of a card that is shown first. */
export type StartTab = 'details' | 'comments' | 'history'

export interface CardDrawerProps {
  readonly boardId: string
  readonly cardId: string
  readonly onClose: () => void
  /** The moment the link meant (`em` of the address), if it named one. */
  readonly moment?: string | undefined
  /** Leaves that moment for the present. */
  readonly onPresent?: (() => void) | undefined
  /** The address asks for the history instead of the details. */
  readonly startsAt?: StartTab
  /** Opens another card in place of this one. */
  readonly onOpenCard: (cardId: string) => void
  /** What the history tab shows; the features meet in the routes. */
  readonly history?: (place: HistoryPlace) => ReactNode
  /** The card as it stood at the moment of the link. */
  readonly past?: (place: PastPlace) => ReactNode
  /** What stands above the tabs when values met. */
  readonly conflicts?: (place: ConflictsPlace) => ReactNode
}

export interface PastPlace {
  readonly boardId: string
  readonly store: BoardStore
  readonly card: CardSnapshot
  readonly atMs: number
  /** Leaves the moment; null where there is no way. */
  readonly onPresent: (() => void) | null
}

export interface ConflictsPlace {
  readonly boardId: string
  readonly store: BoardStore
  readonly card: CardSnapshot
  readonly readOnly: boolean
  /** Opens the history of one field. */
  readonly onHistory: ((field: string) => void) | null
}

/** What a history needs to know of the open card. */
export interface HistoryPlace {
  readonly boardId: string
  readonly store: BoardStore
  readonly card: CardSnapshot
  readonly detail: CardView
  readonly readOnly: boolean
  /** The field whose history was asked for, or null for the card's. */
  readonly field: string | null
}

/** The panel stays while the card in it changes: walking from card to card neither slides nor loses the focus. */
export function CardDrawer(props: CardDrawerProps) {
  const { t } = useTranslation('card')
  const view = useBoard(props.boardId)
  const title = useTitle(view.store, props.cardId)
  if (view.store === null && view.phase !== 'opening') return null
  return (
    <Sheet label={title === null ? t('loading') : t('drawer', { title })} onClose={props.onClose}>
      {view.store === null ? <Opening {...props} /> : <Known {...props} view={view} store={view.store} />}
    </Sheet>
  )
}

const never = () => () => undefined

function useTitle(store: BoardStore | null, cardId: string): string | null {
  const subscribe = useCallback(
    (listener: () => void) => (store ? store.subscribe(`card:${cardId}`, listener) : never()),
    [store, cardId],
  )
  return useSyncExternalStore(subscribe, () => store?.card(cardId)?.title ?? null)
}

function Known({ view, store, ...props }: CardDrawerProps & { readonly view: BoardView; readonly store: BoardStore }) {
  const card = useCard(store, props.cardId)
  if (card) return <Open {...props} view={view} store={store} card={card} />
  // The last known screen holds the top of each column only: the card may come with the document.
  return view.phase === 'ready' ? <Missing {...props} /> : <Opening {...props} />
}

interface OpenProps extends CardDrawerProps {
  readonly view: BoardView
  readonly store: BoardStore
  readonly card: CardSnapshot
}

function Open(props: OpenProps) {
  const { boardId, cardId, view, store, card, onClose, onOpenCard, moment, onPresent, history, conflicts, past } = props
  const { startsAt = 'details' } = props
  const stages = useStoreKey(store, 'stages', (board) => board.stages())
  const meta = useStoreKey(store, 'meta', (board) => board.meta())
  const edits = useBoardEdits(boardId)
  const fieldEdits = useFieldEdits(boardId)
  const details = useCardEdits(boardId, cardId)
  const detail = useCardDocument(boardId, cardId)
  const { checklist } = useDetails(detail)
  const atMs = readMoment(moment)
  const others = useEditors(boardId, cardId)
  const enterField = usePlace(boardId, cardId)
  const lostReason = useRef<HTMLInputElement | HTMLTextAreaElement>(null)
  const { readOnly } = view
  const { currency } = meta
  const [tab, setTab] = useTab(startsAt)
  const showHistory = useMemo(
    () => (history === undefined ? null : (field: string) => setTab({ id: 'history', field })),
    [history, setTab],
  )
  const value = useMemo<CardContextValue>(
    () => ({ boardId, store, card, currency, edits, fieldEdits, details, readOnly, others, enterField, showHistory }),
    [boardId, store, card, currency, edits, fieldEdits, details, readOnly, others, enterField, showHistory],
  )
  const shared = useMemo<DetailContextValue>(
    () => ({ document: cardName(boardId, cardId), id: cardId, details, readOnly, others, enterField, showHistory }),
    [boardId, cardId, details, readOnly, others, enterField, showHistory],
  )
  const move = (stage: StageSnapshot) => {
    edits.moveCard({ cardId, stageId: stage.id, at: 'top' }, { loud: true, place: stage.name })
    // Why it was lost is asked where one is looking; the field appears with the stage.
    if (stage.kind === 'lost') requestAnimationFrame(() => lostReason.current?.focus())
  }
  const stageId = store.stageOf(cardId) ?? card.stageId ?? ''
  const stageKind = stages.find((stage) => stage.id === stageId)?.kind ?? 'open'
  return (
    <DetailContext value={shared}>
      <CardContext value={value}>
        <Header
          boardTitle={meta.title}
          stages={stages}
          stageId={stageId}
          link={window.location.href}
          checklist={checklist}
          onMove={move}
          onOpenCard={onOpenCard}
          onClose={onClose}
        />
        {atMs === null || !onPresent || past ? null : <MomentNotice atMs={atMs} onPresent={onPresent} />}
        {atMs === null ? null : past?.({ boardId, store, card, atMs, onPresent: onPresent ?? null })}
        {card.deletedAt === null ? null : <ArchivedNotice atMs={card.deletedAt} />}
        {conflicts?.({ boardId, store, card, readOnly, onHistory: showHistory })}
        <Parts
          key={cardId}
          detail={detail}
          stageKind={stageKind}
          lostReason={lostReason}
          onOpenCard={onOpenCard}
          tab={tab.id}
          onTab={(id) => setTab({ id, field: null })}
          history={history?.({ boardId, store, card, detail, readOnly, field: tab.field })}
        />
        <Footer cardUnsent={detail.unsent} />
      </CardContext>
    </DetailContext>
  )
}

/** Tells the others where I am. A field belongs to the card it was entered in: walking on leaves it. */
function usePlace(boardId: string, cardId: string): (field: string | null) => void {
  const [place, setPlace] = useState<{ readonly cardId: string; readonly field: string | null }>({
    cardId,
    field: null,
  })
  const field = place.cardId === cardId ? place.field : null
  useEditing(
    boardId,
    useMemo(() => ({ cardId, field }), [cardId, field]),
  )
  return useCallback((entered) => setPlace({ cardId, field: entered }), [cardId])
}

/** The tab on the screen. An address that asks for another is heard while the drawer is open, too. */
function useTab(startsAt: StartTab) {
  const [tab, setTab] = useState<OpenTab>({ id: startsAt, field: null })
  const [asked, setAsked] = useState(startsAt)
  if (asked !== startsAt) {
    setAsked(startsAt)
    if (startsAt !== 'details') setTab({ id: startsAt, field: null })
  }
  return [tab, setTab] as const
}

interface OpenTab {
  readonly id: string
  /** Of the history: whose alone is shown. */
  readonly field: string | null
}

interface PartsProps {
  readonly detail: ReturnType<typeof useCardDocument>
  readonly stageKind: StageSnapshot['kind']
  readonly lostReason: RefObject<HTMLInputElement | HTMLTextAreaElement | null>
  readonly onOpenCard: (cardId: string) => void
  readonly tab: string
  readonly onTab: (id: string) => void
  readonly history: ReactNode
}

function Parts({ detail, stageKind, lostReason, onOpenCard, tab, onTab, history }: PartsProps) {
  const { t } = useTranslation('card')
  const { comments, attachments } = useDetails(detail)
  const attach = useAttach(attachments)
  const ready = isDetailOpen(detail.phase)
  const tabs = [
    {
      id: 'details',
      label: t('tab.details'),
      content: (
        <Details
          view={detail}
          stageKind={stageKind}
          lostReasonRef={lostReason}
          onFiles={attach}
          onOpenCard={onOpenCard}
        />
      ),
    },
    {
      id: 'comments',
      label: t('tab.comments'),
      ...(ready ? { count: comments.length } : {}),
      content: ready ? <Comments comments={comments} readOnly={detail.readOnly} /> : <Waiting phase={detail.phase} />,
    },
    ...(history === undefined ? [] : [{ id: 'history', label: t('tab.history'), content: history }]),
  ]
  return (
    <DropZone disabled={!ready || detail.readOnly} onFiles={attach}>
      <Tabs label={t('tab.label')} tabs={tabs} value={tab} onChange={onTab} className="mt-1.5" />
    </DropZone>
  )
}

function ArchivedNotice({ atMs }: { readonly atMs: number }) {
  const { t } = useTranslation('card')
  const { card, edits, readOnly } = useCardContext()
  return (
    <div className="mx-5 mt-2 flex items-center gap-2 rounded-md bg-amber-weak py-1 pr-1 pl-3 text-amber">
      <span className="min-w-0 flex-1">{t('archived.text', { date: formatMoment(atMs) })}</span>
      {readOnly ? null : (
        <Button
          size="sm"
          variant="plain"
          className="text-amber"
          icon={<ArchiveRestore aria-hidden />}
          onClick={() => void edits.restore([card.id])}
        >
          {t('archived.restore')}
        </Button>
      )}
    </div>
  )
}

function Bare({ onClose, children }: { readonly onClose: () => void; readonly children: ReactNode }) {
  const { t } = useTranslation('card')
  return (
    <>
      <div className="flex justify-end px-5 pt-2.5">
        <IconButton label={t('head.close')} shortcut="escape" onClick={onClose} className="-mr-1.5">
          <X />
        </IconButton>
      </div>
      {children}
    </>
  )
}

function Opening({ onClose }: CardDrawerProps) {
  return (
    <Bare onClose={onClose}>
      <div aria-busy className="grid gap-3 px-5 py-2">
        <Skeleton className="h-6 w-3/4" />
        <Skeleton className="h-7" />
        <Skeleton className="h-40" />
      </div>
    </Bare>
  )
}

function Missing({ onClose }: CardDrawerProps) {
  const { t } = useTranslation('card')
  return (
    <Bare onClose={onClose}>
      <EmptyState
        icon={<SearchX />}
        title={t('missing.title')}
        action={<Button onClick={onClose}>{t('missing.action')}</Button>}
      >
        {t('missing.text')}
      </EmptyState>
    </Bare>
  )
}
