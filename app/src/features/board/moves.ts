/** Moves as people order them: to a place of a column, one step further, to an end. Announced, undoable, focus follows. */
import { NO_STAGE, type BoardStore, type StageSnapshot } from '@mutirao/documents'
import type { BoardEdits } from '../../engine/index.ts'
import { words } from '../../i18n/index.ts'
import { announce } from '../../ui/index.ts'
import type { BoardController } from './controller.ts'
import { neighbours } from './layout.ts'

export interface MoveHost {
  readonly store: BoardStore
  readonly edits: BoardEdits
  readonly controller: BoardController
}

export const stageName = (stage: Pick<StageSnapshot, 'id' | 'name'> | undefined): string =>
  stage === undefined || stage.id === NO_STAGE ? words.t('board:noStage') : stage.name

export const titleOf = (store: BoardStore, cardId: string): string => {
  const title = store.card(cardId)?.title ?? ''
  return title === '' ? words.t('common:untitled') : title
}

/**
 * Puts a card to a place. Says where it went, aloud for screen readers and in a toast with the way back when it changed
 * stages. False when nothing changed.
 * @param index counted without the card itself
 */
export function moveTo(
  host: MoveHost,
  cardId: string,
  stageId: string,
  index: number,
  options: { readonly focus?: boolean } = {},
): boolean {
  const { store, edits, controller } = host
  const from = store.stageOf(cardId)
  if (stageId === NO_STAGE || from === null) return false
  const column = store.column(stageId)
  const place = Math.max(0, Math.min(index, column.includes(cardId) ? column.length - 1 : column.length))
  const stays = from === stageId && column.indexOf(cardId) === place
  const stage = stageName(store.stages().find((one) => one.id === stageId))
  if (!stays) {
    const telling = from === stageId ? {} : { loud: true, place: stage }
    if (!edits.moveCard({ cardId, stageId, ...neighbours(column, cardId, place) }, telling)) return false
    say(store, cardId, from, stageId, stage)
  }
  if (options.focus === true) controller.reveal(cardId, stageId)
  return !stays
}

function say(store: BoardStore, cardId: string, fromId: string, stageId: string, stage: string) {
  const column = store.column(stageId)
  const place = { title: titleOf(store, cardId), stage, position: column.indexOf(cardId) + 1, count: column.length }
  if (fromId === stageId) return announce(words.t('board:say.moved', place))
  const from = stageName(store.stages().find((one) => one.id === fromId))
  announce(words.t('board:say.movedFrom', { ...place, from }))
}

/** One step with the keyboard: up or down in its column, or to the neighbouring stage at about the same height. */
export function stepCard(host: MoveHost, cardId: string, step: 'up' | 'down' | 'left' | 'right'): boolean {
  const { store } = host
  const stageId = store.stageOf(cardId)
  if (stageId === null) return false
  const index = store.column(stageId).indexOf(cardId)
  if (step === 'up' || step === 'down') {
    return moveTo(host, cardId, stageId, index + (step === 'up' ? -1 : 1), { focus: true })
  }
  const stages = store.stages()
  const at = stages.findIndex((stage) => stage.id === stageId)
  const next = stages[at + (step === 'left' ? -1 : 1)]
  return next && next.id !== NO_STAGE ? moveTo(host, cardId, next.id, index, { focus: true }) : false
}

/** Archives and puts the focus on what took its place. */
export function archive(host: MoveHost, cardId: string): void {
  const { store, edits, controller } = host
  const stageId = store.stageOf(cardId)
  if (stageId === null) return
  const column = store.column(stageId)
  const index = column.indexOf(cardId)
  const next = column[index + 1] ?? column[index - 1]
  if (edits.archive([cardId]) && next !== undefined) controller.reveal(next, stageId)
}
