/** Choosing cards on the board: with the mouse, a finger, the keys. */
import { fault } from '@mutirao/documents'
import type { BoardStore } from '@mutirao/documents'
import { words } from '../../i18n/index.ts'
import { announce } from '../../ui/index.ts'
import { boardOrder } from '../../view/order.ts'
import type { Selection } from '../../view/selection.ts'

interface ChoosingHost {
  readonly store: BoardStore
  readonly selection: Selection
  readonly readOnly: boolean
}

const touches = () => matchMedia('(hover: none)').matches

/**
 * A click that chooses: Ctrl/⌘ one card, Shift up to this card. A finger has no such keys: once something is chosen
 * (from the card's menu), every tap chooses. False when the click is meant to open the card.
 */
export function choose(
  host: ChoosingHost,
  cardId: string,
  click: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean },
): boolean {
  const { selection, store } = host
  if (host.readOnly) return false
  if (click.shiftKey && !fault('SEL-5')) selection.extendTo(cardId, boardOrder(store))
  else if (click.ctrlKey || click.metaKey || (touches() && selection.ids().size > 0)) selection.toggle(cardId)
  else return false
  sayChosen(selection)
  return true
}

export function sayChosen(selection: Selection): void {
  announce(words.t('board:say.selected', { count: selection.ids().size }))
}

/** What a command on this card means: all chosen ones, in the order of the screen, when it is one of them; else it alone. */
export function meant(host: Pick<ChoosingHost, 'store' | 'selection'>, cardId: string): readonly string[] {
  const { selection, store } = host
  if (!selection.has(cardId)) return [cardId]
  return boardOrder(store).filter((id) => selection.has(id))
}
