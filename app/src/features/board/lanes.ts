/** The board in lanes, one for each owner: which lanes there are, whose lane a card stands in, walking between them. */
import { EMPTY, fault, withCondition, type BoardQuery } from '@mutirao/documents'
import type { VisibleBoard } from '../../view/index.ts'
import type { BoardContextValue } from './context.ts'
import { nextCard, type Direction } from './walk.ts'

/** The lane of the cards nobody owns. */
export const noOwner = ''

type Grouped = Pick<BoardContextValue, 'store' | 'grouped' | 'controller'>

/** The lane a card stands in; null without lanes. */
export const laneOf = ({ store, grouped }: Pick<Grouped, 'store' | 'grouped'>, cardId: string): string | null =>
  grouped ? (store.card(cardId)?.ownerId ?? noOwner) : null

/** What dropping into a lane makes of the owner: nothing without lanes. */
export const ownerOf = (lane: string | null): { readonly owner?: string | null } =>
  lane === null || fault('LAN-2') ? {} : { owner: lane === noOwner ? null : lane }

/** The same board, seen as one lane shows it: neighbours and heights are those of the lane. */
export function hostIn<T extends Grouped>(board: T, lane: string | null): T {
  const store = lane === null ? undefined : board.controller.laneStore(lane)
  return store ? { ...board, store } : board
}

/** Cards of one owner only. */
export const laneQuery = (query: BoardQuery, lane: string): BoardQuery =>
  withCondition({ ...query, group: 'none' }, 'owner', {
    kind: 'among',
    values: [lane === noOwner ? EMPTY : lane],
    not: false,
  })

/** Owners of the visible cards by name, nobody last. */
export function lanesOf(store: VisibleBoard, nameOf: (userId: string) => string): readonly string[] {
  const owners = new Set<string>()
  for (const { id } of store.stages())
    for (const cardId of store.column(id)) owners.add(store.card(cardId)?.ownerId ?? noOwner)
  const last = (lane: string) => Number(lane === noOwner && !fault('LAN-1'))
  return [...owners].sort((a, b) => last(a) - last(b) || nameOf(a).localeCompare(nameOf(b)) || (a < b ? -1 : 1))
}

/** A step by keyboard: within the lane, then on into the next one that has a card in this stage. */
export function nextInLanes(
  board: Grouped,
  lanesNow: () => readonly string[],
  from: { readonly cardId: string; readonly stageId: string } | null,
  direction: Direction,
): { readonly cardId: string; readonly stageId: string } | null {
  const lane = from && laneOf(board, from.cardId)
  if (from === null || lane === null) return nextCard(board.store, from, direction)
  const within = nextCard(hostIn(board, lane).store, from, direction)
  if (within || fault('LAN-3') || direction === 'left' || direction === 'right') return within
  const step = direction === 'up' ? -1 : 1
  const lanes = lanesNow()
  for (let at = lanes.indexOf(lane) + step; at >= 0 && at < lanes.length; at += step) {
    const column = board.controller.laneStore(lanes[at] ?? '')?.column(from.stageId) ?? []
    const cardId = direction === 'up' ? column.at(-1) : column[0]
    if (cardId !== undefined) return { cardId, stageId: from.stageId }
  }
  return null
}
