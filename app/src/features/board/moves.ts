/** Moves as people order them: to a place of a column, one step further, to an end. Announced, undoable, focus follows. */
import { NO_STAGE, type BoardStore, type StageSnapshot, fault } from '@mutirao/documents'
import type { BoardEdits } from '../../engine/index.ts'
import { words } from '../../i18n/index.ts'
import { announce } from '../../ui/index.ts'
import type { BoardController } from './controller.ts'
import { groupNeighbours, neighbours, type Between } from './layout.ts'

export interface MoveHost {
  readonly store: BoardStore
  readonly edits: BoardEdits
  readonly controller: BoardController
}

export const stageName = (stage: Pick<StageSnapshot, 'id' | 'name'> | undefined): string =>
  stage === undefined || (stage.id === NO_STAGE && !fault('APP-27')) ? words.t('board:noStage') : stage.name

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
  if (!fault('APP-31')) announce(words.t('board:say.movedFrom', { ...place, from }))
}

/**
 * Puts several cards to a place, in the given order, as one step of undo. `lead`: the one in the hand, which gets the focus.
 * @param index counted without the lead
 */
export function moveGroup(
  host: MoveHost,
  group: { readonly cardIds: readonly string[]; readonly leadId: string },
  stageId: string,
  index: number,
  options: { readonly focus?: boolean; readonly owner?: string | null } = {},
): boolean {
  const { store, controller } = host
  const { cardIds, leadId } = group
  if (options.owner !== undefined && cardIds.some((id) => store.card(id)?.ownerId !== options.owner))
    return moveToLane(host, group, stageId, index, options.owner)
  if (cardIds.length < 2) return moveTo(host, leadId, stageId, index, options)
  if (stageId === NO_STAGE) return false
  const moved = place(host, cardIds, stageId, groupNeighbours(store.column(stageId), cardIds, leadId, index))
  if (options.focus === true) controller.reveal(leadId, stageId)
  return moved
}

/** Into another owner's lane: the place and the owner are one step. `host.store` is that lane. */
function moveToLane(
  host: MoveHost,
  { cardIds, leadId }: { readonly cardIds: readonly string[]; readonly leadId: string },
  stageId: string,
  index: number,
  owner: string | null,
): boolean {
  const { store, edits } = host
  if (stageId === NO_STAGE) return false
  const between = groupNeighbours(store.column(stageId), cardIds, leadId, index)
  const move = { cardIds, stageId, ...between, at: 'top', owner } as const
  if (!edits.moveCardsWith(move, { loud: true })) return false
  const stage = stageName(store.stages().find((one) => one.id === stageId))
  announce(words.t('board:say.movedMany', { count: cardIds.length, stage }))
  return true
}

function place(host: MoveHost, cardIds: readonly string[], stageId: string, between: Between): boolean {
  const { store, edits } = host
  if (!edits.moveCards({ cardIds, stageId, ...between, at: 'top' }, { loud: true })) return false
  const stage = stageName(store.stages().find((one) => one.id === stageId))
  announce(words.t('board:say.movedMany', { count: cardIds.length, stage }))
  return true
}

type Direction = 'up' | 'down' | 'left' | 'right'

/** The stage beside this one that takes cards. */
function besides(store: BoardStore, stageId: string, step: 'left' | 'right'): string | null {
  const stages = store.stages()
  const next = stages[stages.findIndex((stage) => stage.id === stageId) + (step === 'left' ? -1 : 1)]
  return next && next.id !== NO_STAGE ? next.id : null
}

/** One step with the keyboard: up or down in its column, or to the neighbouring stage at about the same height. */
export function stepCards(host: MoveHost, cardIds: readonly string[], leadId: string, step: Direction): boolean {
  const { store, controller } = host
  const stageId = store.stageOf(leadId)
  if (stageId === null) return false
  const column = store.column(stageId)
  const index = column.indexOf(leadId)
  if (step === 'left' || step === 'right') {
    const next = besides(store, stageId, step)
    return next !== null && moveGroup(host, { cardIds, leadId }, next, index, { focus: true })
  }
  if (cardIds.length < 2) return moveTo(host, leadId, stageId, index + (step === 'up' ? -1 : 1), { focus: true })
  // Up and down are about this column only: chosen cards elsewhere stay where they are.
  const here = column.filter((cardId) => cardIds.includes(cardId))
  const edge = column.indexOf((step === 'up' ? here[0] : here.at(-1)) ?? '')
  const [aboveId, belowId] = step === 'up' ? [edge - 2, edge - 1] : [edge + 1, edge + 2]
  if (column[step === 'up' ? belowId : aboveId] === undefined) return false
  const between = { aboveId: column[aboveId], belowId: column[belowId] }
  const moved = place(host, here, stageId, between)
  if (moved) controller.reveal(leadId, stageId)
  return moved
}

/** Archives and puts the focus on what took the place of the one that had it. */
export function archive(host: MoveHost, cardIds: readonly string[], leadId: string): void {
  const { store, edits, controller } = host
  const stageId = store.stageOf(leadId)
  if (stageId === null) return
  const gone = new Set(cardIds)
  const column = store.column(stageId)
  const index = column.indexOf(leadId)
  const next =
    column.slice(index).find((cardId) => !gone.has(cardId)) ??
    column.slice(0, index).findLast((cardId) => !gone.has(cardId))
  if (edits.archive(cardIds) && next !== undefined) controller.reveal(next, stageId)
}
