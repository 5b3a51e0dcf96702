import { LayoutGrid, Plus } from 'lucide-react'
import { useEffect } from 'react'
import { useMe, usePeople, useSyncStatus } from '../engine/index.ts'
import { BoardState } from '../features/board/index.ts'
import { useTranslation } from '../i18n/index.ts'
import { boardsOf } from '../shell/boards.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { Button, EmptyState } from '../ui/index.ts'
import { useGoFrom } from './go.ts'
import { lastBoard } from './last-board.ts'
import { usePageControls } from './page-context.ts'

/** "/funil": the last board on this device, else the first one; or the place that says there is none yet. */
export function FirstBoard() {
  const { t } = useTranslation(['board', 'shell'])
  const { onNewBoard, onSignIn } = usePageControls()
  const me = useMe()
  const people = usePeople()
  const boards = boardsOf(people)
  const { state } = useSyncStatus()
  const remembered = lastBoard(me.workspace.id)
  const target = boards.find((board) => board.id === remembered) ?? boards[0]
  const go = useGoFrom('/funil')
  const targetId = target?.id
  useEffect(() => {
    if (targetId !== undefined) go({ to: '/funil/$boardId', params: { boardId: targetId }, replace: true })
  }, [go, targetId])
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-[49px] items-center justify-end border-b border-line px-4 py-2">
        <StatusPill onSignIn={onSignIn} />
      </header>
      {people.known ? null : (
        // First time on this device: the boards are on their way, or cannot come without a network.
        <BoardState phase={state === 'offline' ? 'never-loaded' : 'opening'} onOther={onSignIn} />
      )}
      {people.known && !target ? (
        <EmptyState
          icon={<LayoutGrid />}
          title={t('empty.noBoards')}
          action={
            me.role === 'viewer' ? null : (
              <Button variant="primary" icon={<Plus />} onClick={onNewBoard}>
                {t('shell:newBoard')}
              </Button>
            )
          }
        >
          {me.role === 'viewer' ? t('empty.noBoardsWait') : t('empty.noBoardsText')}
        </EmptyState>
      ) : null}
    </div>
  )
}
