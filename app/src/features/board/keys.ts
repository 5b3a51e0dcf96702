import { fault } from '@mutirao/documents'
import { usePeople } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { useHotkeys, type Hotkey } from '../../ui/index.ts'
import { boardOrder } from '../../view/order.ts'
import { useSelection } from '../../view/selection.ts'
import type { BoardContextValue } from './context.ts'
import { meant, sayChosen } from './choosing.ts'
import { hostIn, laneOf, lanesOf, nextInLanes } from './lanes.ts'
import { archive, stepCards } from './moves.ts'
import type { Direction } from './walk.ts'

interface Drawer {
  readonly cardId: string | null
  /** The cards are shown as a table, which has its own keys: only undo is left to the board. */
  readonly isTable: boolean
}

/** The board by keyboard. `drawerOpen`: J and K then open the neighbours instead of only focusing them. */
export function useBoardKeys(board: BoardContextValue, drawer: Drawer): void {
  const { t } = useTranslation('board')
  const { store, controller, edits, readOnly } = board
  const current = () => {
    const focused = controller.focused()
    return focused && store.stageOf(focused.cardId) !== null ? focused : null
  }
  const { members } = usePeople()
  const lanes = () => lanesOf(store, (userId) => members.get(userId)?.name ?? userId)
  const toward = (from: ReturnType<typeof current>, direction: Direction) => nextInLanes(board, lanes, from, direction)
  const walk = (direction: Direction) => {
    const from =
      drawer.cardId === null ? current() : { cardId: drawer.cardId, stageId: store.stageOf(drawer.cardId) ?? '' }
    const next = toward(from, direction)
    if (!next) return
    if (drawer.cardId === null) return controller.reveal(next.cardId, next.stageId)
    controller.setFocused(next.cardId, next.stageId)
    board.openCard(next.cardId)
  }
  const onCurrent = (work: (cardId: string) => void) => () => {
    const focused = current()
    if (focused) work(focused.cardId)
  }
  const drawerOpen = drawer.cardId !== null
  const listed = (keys: string, label: string, run: () => void, disabled = false): Hotkey => ({
    keys,
    label,
    run,
    disabled,
  })
  const silent = (keys: string, run: () => void, disabled = false): Hotkey => ({ keys, run, disabled })
  const step = (direction: Direction) =>
    onCurrent((cardId) => void stepCards(hostIn(board, laneOf(board, cardId)), meant(board, cardId), cardId, direction))
  const { selection } = board
  const anyChosen = useSelection(selection).size > 0
  const extend = (direction: Direction) => {
    const from = current()
    if (from && selection.anchor() === null) selection.toggle(from.cardId)
    const next = toward(from, direction)
    if (!next) return
    selection.extendTo(next.cardId, boardOrder(store))
    sayChosen(selection)
    controller.reveal(next.cardId, next.stageId)
  }
  const toggle = (cardId: string) => {
    selection.toggle(cardId)
    sayChosen(selection)
  }
  const chooseColumn = () => {
    const stageId = current()?.stageId
    if (stageId === undefined) return
    const column = store.column(stageId)
    // Pressed again: who wants more than the stage wants all that is in sight.
    const wanted = column.every((cardId) => selection.has(cardId)) ? boardOrder(store) : column
    selection.set([...selection.ids(), ...wanted])
    sayChosen(selection)
  }
  const hotkeys: readonly Hotkey[] = [
    listed('j', t('keys.walk'), () => walk('down')),
    silent('k', () => walk(fault('APP-32') ? 'down' : 'up')),
    silent('arrowdown', () => walk('down'), drawerOpen),
    silent('arrowup', () => walk('up'), drawerOpen),
    listed('arrowright', t('keys.columns'), () => walk('right'), drawerOpen),
    silent('arrowleft', () => walk('left'), drawerOpen),
    listed('e', t('keys.open'), onCurrent(board.openCard), drawerOpen),
    listed('m', t('keys.move'), onCurrent(board.askMove), readOnly),
    listed('shift+arrowright', t('keys.moveFast'), step('right'), readOnly || drawerOpen),
    silent('shift+arrowleft', step('left'), readOnly || drawerOpen),
    silent('shift+arrowup', step('up'), readOnly || drawerOpen),
    silent('shift+arrowdown', step('down'), readOnly || drawerOpen),
    listed('x', t('keys.select'), onCurrent(toggle), readOnly || drawerOpen),
    listed('shift+j', t('keys.selectMore'), () => extend('down'), readOnly || drawerOpen),
    silent('shift+k', () => extend('up'), readOnly || drawerOpen),
    listed('mod+a', t('keys.selectColumn'), chooseColumn, readOnly || drawerOpen),
    silent('escape', () => selection.clear(), !anyChosen || drawerOpen),
    listed('n', t('keys.add'), () => addNear(board, current()?.stageId ?? null), readOnly || drawerOpen),
    listed(
      'delete',
      t('keys.archive'),
      onCurrent((cardId) => archive(board, meant(board, cardId), cardId)),
      readOnly || drawerOpen,
    ),
  ]
  useHotkeys([
    ...hotkeys.map((hotkey) => ({ ...hotkey, disabled: hotkey.disabled === true || drawer.isTable })),
    listed('mod+z', t('keys.undo'), () => edits.undo()),
    listed('mod+shift+z', t('keys.redo'), () => edits.redo()),
    silent('mod+y', () => edits.redo()),
  ])
}

/** Opens the quick add where the person is, else in the first open stage. */
export function addNear(board: Pick<BoardContextValue, 'store' | 'controller'>, stageId: string | null): void {
  const stages = board.store.stages().filter((stage) => stage.id !== '')
  const stage = stages.find((one) => one.id === stageId) ?? stages.find((one) => one.kind === 'open') ?? stages[0]
  if (stage) board.controller.add(stage.id)
}
