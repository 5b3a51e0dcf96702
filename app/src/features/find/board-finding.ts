/** What can be looked for on a board. */
import {
  builtInFields,
  customId,
  EMPTY,
  fault,
  fieldValue,
  filterType,
  isCustomField,
  NO_STAGE,
  optionOf,
  type BoardStore,
  type FieldValue,
  type FilterField,
} from '@mutirao/documents'
import { useMemo } from 'react'
import { useStoreKey } from '../../engine/index.ts'
import { words } from '../../i18n/index.ts'
import type { FieldKind, Finding, VisibleBoard } from '../../view/index.ts'

const sortable: readonly FilterField[] = [
  'value',
  'closeOn',
  'nextActivityOn',
  'title',
  'account',
  'owner',
  'createdOn',
  'source',
]

/** A new object with the board, and whenever its people's own fields change. */
export function useBoardFinding(board: VisibleBoard, archive = false): Finding<FilterField> {
  const fields = useStoreKey(board, 'fields', (store) => store.fields())
  return useMemo(() => {
    // The fields are read anew by everything the finding answers.
    void fields
    return boardFinding(board.base, board, archive)
  }, [board, fields, archive])
}

/**
 * @param seen the board as a query shows it; without it everything is shown
 * @param archive what is archived is on the screen: that is counted
 */
export function boardFinding(store: BoardStore, seen?: VisibleBoard, archive = false): Finding<FilterField> {
  const own = (): readonly FilterField[] => store.fields().map(({ id }): FilterField => `field:${id}`)
  let counts = { visible: 0, all: 0 }
  const archived = () => {
    const [visible, all] = [seen?.archived().length ?? 0, store.archived().length]
    // The same object while nothing changed.
    if (counts.visible !== visible || counts.all !== all) counts = { visible, all }
    return counts
  }
  return {
    of: 'board',
    fields: () => [...builtInFields, ...own()],
    sortable: () => [...sortable, ...own()],
    ownOrder: () => words.t('find:sortManual'),
    label: (field) =>
      isCustomField(field)
        ? (store.field(customId(field))?.name ?? words.t('find:goneField'))
        : words.t(`find:field.${field}`),
    kind: (field) => kindOf(store, field),
    values: (field) => valuesOf(store, field),
    choices: (field) => choicesOf(store, field),
    nameOf: (field, value) => nameOf(store, field, value),
    isListed: (field) => field === 'account' || field === 'source',
    currency: () => store.meta().currency,
    isFiltered: seen?.isFiltered ?? false,
    counts: archive && !fault('FND-13') ? archived : () => seen?.counts() ?? counts,
    onCounts: (listener) => seen?.onRows(listener) ?? (() => undefined),
    say: {
      search: () => words.t('find:search'),
      typedHint: () => words.t('find:typedHint'),
      nothing: () => words.t('find:nothing.text'),
      shown: (shown) => words.t('find:shownSay', { ...shown }),
    },
  }
}

function kindOf(store: BoardStore, field: FilterField): FieldKind {
  return isCustomField(field) ? (store.field(customId(field))?.type ?? 'text') : filterType(field)
}

function nameOf(store: BoardStore, field: FilterField, value: string): string | null {
  if (field === 'stage') {
    const stage = store.stages().find(({ id }) => id === value)
    return value === NO_STAGE || !stage ? words.t('board:noStage') : stage.name
  }
  const custom = isCustomField(field) ? store.field(customId(field)) : undefined
  return custom?.type === 'choice' ? (optionOf(custom, value)?.name ?? null) : null
}

function* valuesOf(store: BoardStore, field: FilterField): Iterable<FieldValue> {
  for (const { id: stageId } of store.stages())
    for (const cardId of store.column(stageId)) {
      const card = store.card(cardId)
      if (card) yield fieldValue(card, stageId, field)
    }
}

function choicesOf(store: BoardStore, field: FilterField): readonly string[] | null {
  if (field === 'stage') return store.stages().map(({ id }) => id)
  const custom = isCustomField(field) ? store.field(customId(field)) : undefined
  return custom?.type === 'choice' ? [...custom.options.map(({ id }) => id), EMPTY] : null
}
