import { boardCodec } from '@mutirao/documents'
import { Suspense, useEffect, useState } from 'react'
import { useBoard, useMe } from '../engine/index.ts'
import { BoardScreen, type BoardTab } from '../features/board/index.ts'
import { BulkBar } from '../features/bulk/index.ts'
import { BoardFind } from '../features/find/index.ts'
import { Outcome } from '../features/outcome/index.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { withWords } from '../i18n/index.ts'
import { lateComponent, lazyPart, Skeleton } from '../ui/index.ts'
import { QueryProvider } from '../view/index.ts'
import { createSelection } from '../view/selection.ts'
import { conflictsOf, historyOf, pastOf } from './card-history.tsx'
import { useGo, useGoFrom } from './go.ts'
import { rememberBoard } from './last-board.ts'
import { usePageControls } from './page-context.ts'
import { prefetchWhenIdle } from './prefetch.ts'
import { useQueryInAddress } from './query-in-address.ts'
import { useRouter } from './routing/react.tsx'
import { queryOf, type BoardSearch } from './search.ts'

const AwayNotice = lazyPart(withWords(() => import('../features/history/away/Away.tsx')))
const CardDrawer = lazyPart(withWords(() => import('../features/card/index.tsx')))
const ExportDialog = lazyPart(withWords(() => import('../features/export/index.tsx')))
const FieldsDialog = lazyPart(withWords(() => import('../features/fields/index.tsx')))
const Print = lateComponent(() => import('../features/print/Print.tsx').then((module) => module.Print))
const TableView = lazyPart(withWords(() => import('../features/table/index.tsx')))
const ImportDialog = lazyPart(withWords(() => import('../features/import/index.tsx')))

/** The part of the address that says which view of the board is on the screen. */
const searchOf: Readonly<Record<BoardTab, BoardSearch>> = {
  board: {},
  table: { layout: 'tabela' },
  archived: { ver: 'arquivadas' },
}

/** A board with its drawer and its import: the place where the features meet. */
export function BoardPage({ boardId, search }: { readonly boardId: string; readonly search: BoardSearch }) {
  const navigate = useGo()
  const router = useRouter()
  const { onSignIn, onShortcuts } = usePageControls()
  const { workspace } = useMe()
  const [selection] = useState(createSelection)
  useEffect(() => rememberBoard(workspace.id, boardId), [workspace.id, boardId])
  // Not while the board is on its way: what the first screen needs comes first.
  const isReady = useBoard(boardId).phase === 'ready'
  useEffect(() => (isReady ? prefetchWhenIdle() : undefined), [isReady])

  const at = (next: BoardSearch) => ({ to: '/funil/$boardId', params: { boardId }, search: next }) as const
  const ofView = { ...queryOf(boardCodec, search), ...(search.visao === undefined ? {} : { visao: search.visao }) }
  const tab = search.ver === 'arquivadas' ? 'archived' : search.layout === 'tabela' ? 'table' : 'board'
  const withoutCard: BoardSearch = { ...ofView, ...searchOf[tab] }
  const go = (next: BoardSearch, replace = false) => navigate({ ...at(next), replace })
  const openCard = (cardId: string) => go({ ...withoutCard, card: cardId }, search.card !== undefined)

  // A filter still being typed reaches the address a moment later: by then the person may be on another page.
  const goHere = useGoFrom(`/funil/${boardId}`)
  const queryPort = useQueryInAddress(boardCodec, search, (next, replace) =>
    // What is not understood of it is left out where the address is read.
    goHere({ ...at(next as BoardSearch), replace }),
  )

  return (
    <QueryProvider value={queryPort}>
      <BoardScreen
        boardId={boardId}
        tab={tab}
        onTab={(next) => go({ ...ofView, ...searchOf[next] })}
        openCardId={search.card ?? null}
        onOpenCard={openCard}
        cardHref={(cardId) => router.href(at({ ...withoutCard, card: cardId }))}
        selection={selection}
        onImport={() => go({ ...withoutCard, importar: true })}
        onExport={() => go({ ...withoutCard, exportar: true })}
        onFields={() => go({ ...withoutCard, campos: true })}
        onOtherBoards={() => navigate({ to: '/funil', search: {} })}
        onShortcuts={onShortcuts}
        table={
          <Suspense fallback={<Skeleton className="m-4 h-40" />}>
            <TableView boardId={boardId} openCardId={search.card ?? null} onOpenCard={openCard} selection={selection} />
          </Suspense>
        }
        status={<StatusPill onSignIn={onSignIn} />}
        find={(board) => (
          <>
            <Suspense fallback={null}>
              <AwayNotice boardId={boardId} onCard={openCard} />
            </Suspense>
            <BoardFind boardId={boardId} board={board} archive={tab === 'archived'} />
            <Print boardId={boardId} board={board} cardId={search.card ?? null} />
          </>
        )}
      />
      <BulkBar boardId={boardId} selection={selection} />
      <Outcome boardId={boardId} />
      <Suspense fallback={null}>
        {search.card === undefined ? null : (
          <CardDrawer
            boardId={boardId}
            cardId={search.card}
            moment={search.em}
            startsAt={search.aba === 'historico' ? 'history' : search.aba === 'comentarios' ? 'comments' : 'details'}
            onPresent={() => openCard(search.card ?? '')}
            onClose={() => go(withoutCard)}
            onOpenCard={openCard}
            history={historyOf}
            conflicts={conflictsOf}
            past={pastOf}
          />
        )}
        {search.campos === true ? <FieldsDialog boardId={boardId} onClose={() => go(withoutCard, true)} /> : null}
        {search.importar === true ? <ImportDialog boardId={boardId} onClose={() => go(withoutCard, true)} /> : null}
        {search.exportar === true ? <ExportDialog boardId={boardId} onClose={() => go(withoutCard, true)} /> : null}
      </Suspense>
    </QueryProvider>
  )
}
