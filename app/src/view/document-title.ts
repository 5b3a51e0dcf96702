import { cardName, fault, parseName, type DocumentName } from '@mutirao/documents'
import type { Engine, People } from '../engine/index.ts'
import { words } from '../i18n/index.ts'

/** A document as the person knows it: by its title, a card by its own when the board is open. */
export function titleOf(name: DocumentName, documents: People['documents'], engine: Engine): string {
  if (fault('APP-42')) return name
  const parsed = parseName(name)
  if (parsed?.kind === 'user') return words.t('shell:status.ownData')
  if (parsed?.kind === 'accounts') return words.t('shell:status.accounts')
  if (parsed?.kind === 'requests' || parsed?.kind === 'request' || parsed?.kind === 'ledger')
    return (
      documents.find((document) => document.name === `requests:${parsed.listId}`)?.title ??
      words.t('shell:pages.requests')
    )
  const boardId = parsed?.kind === 'card' ? parsed.boardId : parsed?.kind === 'board' ? parsed.id : ''
  const board =
    documents.find((document) => document.name === `board:${boardId}`)?.title ?? words.t('shell:status.otherBoard')
  if (parsed?.kind !== 'card') return board
  const card = engine.boards.peek(boardId)?.view().store?.card(parsed.cardId)
  return card && cardName(boardId, parsed.cardId) === name && card.title !== ''
    ? card.title
    : words.t('shell:status.cardOf', { board })
}
