/** What stands in a cell: as data, as it is read, and as a spreadsheet takes it. */
import { customValueOf, optionOf, type BoardStore, type CardSnapshot, type MemberSnapshot } from '@mutirao/documents'
import { formatDay, formatMoney, formatNumber, today, type Locale } from '../../../i18n/index.ts'
import { numericDay } from '../../../view/fields/numeric-day.ts'
import { cardField, type Column } from './columns.ts'

export type CellValue = string | number | null | readonly string[]

/** Everything outside the card that its cells speak of. */
export interface Surroundings {
  readonly store: BoardStore
  readonly members: ReadonlyMap<string, MemberSnapshot>
  readonly currency: string
  readonly locale: Locale
  readonly words: { readonly noStage: string; readonly unknownPerson: string; readonly goneOption: string }
}

/** null = empty. Money in cents; people, stages and options by id; the day a card was made in the person's own zone. */
export function valueOf(column: Column, card: CardSnapshot, store: BoardStore): CellValue {
  if (column.field) return customValueOf(card, column.field)
  switch (column.id) {
    case 'title':
      return card.title
    case 'stage':
      return store.stageOf(card.id) ?? card.stageId
    case 'value':
      return card.valueCents
    case 'owner':
      return card.ownerId
    case 'label':
      return card.labels
    case 'createdBy':
      return card.createdBy
    case 'createdOn':
      return card.createdAt === null ? null : today(card.createdAt)
    default: {
      const text = card[cardField(column.id) as 'account' | 'closeOn']
      return text === '' ? null : text
    }
  }
}

export const isEmpty = (value: CellValue): boolean =>
  value === null || value === '' || (typeof value === 'object' && value.length === 0)

/** As it is read on the screen; '' when empty. */
export function shown(column: Column, value: CellValue, around: Surroundings): string {
  if (value === null) return ''
  if (typeof value === 'object') return value.join(', ')
  const { currency, locale } = around
  if (typeof value === 'number')
    return column.kind === 'money'
      ? formatMoney(value, { currency, cents: value % 100 !== 0, locale })
      : formatNumber(value, locale, 10)
  return column.kind === 'date' ? formatDay(value, { locale }) : named(column, value, around)
}

/** Names for ids; other text as it is. */
function named(column: Column, value: string, { store, members, words }: Surroundings): string {
  switch (column.kind) {
    case 'person':
      return members.get(value)?.name ?? words.unknownPerson
    case 'stage':
      return store.stages().find(({ id }) => id === value && id !== '')?.name ?? words.noStage
    case 'choice':
      return (column.field && optionOf(column.field, value)?.name) ?? words.goneOption
    default:
      return value
  }
}

/** As a cell is typed and as spreadsheets of this language read it: `1234,50`, `05/12/2026`, names instead of ids. */
export function plain(column: Column, value: CellValue, around: Surroundings): string {
  if (value === null) return ''
  if (typeof value === 'number') {
    const text = column.kind === 'money' ? (value / 100).toFixed(2) : String(value)
    return around.locale === 'en' ? text : text.replace('.', ',')
  }
  if (column.kind === 'date' && typeof value === 'string') return numericDay(value, around.locale)
  return shown(column, value, around)
}
