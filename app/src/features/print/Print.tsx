/** What a printer gets: the board as it is filtered, every card of it, or the open card with all that is in it. */
import './print.css'
import { fault } from '@mutirao/documents'
import { useEffect, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import type { VisibleBoard } from '../../view/index.ts'
import { BoardSheet } from './BoardSheet.tsx'
import { CardSheet } from './CardSheet.tsx'

export interface PrintProps {
  readonly boardId: string
  /** As the query shows it. */
  readonly board: VisibleBoard
  /** The card that is open: it alone is printed. */
  readonly cardId: string | null
}

/** On the screen there is nothing of it: the sheet is made when the browser says that it is about to print. */
export function Print({ boardId, board, cardId }: PrintProps) {
  if (!usePrinting()) return null
  const card = cardId === null || fault('PRN-2') ? undefined : board.base.card(cardId)
  return createPortal(
    <div className="print-sheet">
      {card ? <CardSheet boardId={boardId} board={board} card={card} /> : <BoardSheet board={board} />}
    </div>,
    document.body,
  )
}

/** True from the moment before the page is laid out for paper. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(() => matchMedia('print').matches)
  useEffect(() => {
    const paper = matchMedia('print')
    // In this very event: the browser takes the page as it stands afterwards.
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    const onPaper = () => (paper.matches ? begin() : end())
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    paper.addEventListener('change', onPaper)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
      paper.removeEventListener('change', onPaper)
    }
  }, [])
  return isPrinting
}
