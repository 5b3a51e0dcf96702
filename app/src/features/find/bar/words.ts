/** Filters in a person's words. */
import {
  customId,
  EMPTY,
  isCustomField,
  ME,
  NO_STAGE,
  optionOf,
  type BoardStore,
  type Condition,
  type FilterField,
} from '@mutirao/documents'
import { formatDay, formatList, formatMoney, formatNumber, words } from '../../../i18n/index.ts'

export interface Speaker {
  readonly store: BoardStore
  readonly personName: (userId: string) => string | null
}

export function fieldLabel(store: BoardStore, field: FilterField): string {
  if (!isCustomField(field)) return words.t(`find:field.${field}`)
  return store.field(customId(field))?.name ?? words.t('find:goneField')
}

/** What kind of values a field has, custom fields included. */
export type FieldKind = 'person' | 'stage' | 'labels' | 'text' | 'money' | 'number' | 'date' | 'choice'

/** One value of a choice, as people call it. */
export function valueWords({ store, personName }: Speaker, field: FilterField, kind: FieldKind, value: string): string {
  if (kind === 'stage') {
    const stage = store.stages().find(({ id }) => id === value)
    return value === NO_STAGE || !stage ? words.t('board:noStage') : stage.name
  }
  if (value === ME) return words.t('find:me')
  if (value === EMPTY) return words.t(kind === 'person' ? 'find:nobody' : 'find:empty')
  if (kind === 'person') return personName(value) ?? words.t('common:unknownPerson')
  if (kind !== 'choice' || !isCustomField(field)) return value
  const custom = store.field(customId(field))
  return (custom && optionOf(custom, value)?.name) ?? value
}

function amount(kind: FieldKind, value: number, currency: string): string {
  return kind === 'money' ? formatMoney(value, { currency, cents: value % 100 !== 0 }) : formatNumber(value)
}

function spanWords(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return from === to ? from : words.t('find:betweenWords', { from, to })
  return from === null ? words.t('find:toWords', { to: to ?? '' }) : words.t('find:fromWords', { from })
}

export function conditionWords(speaker: Speaker, field: FilterField, kind: FieldKind, condition: Condition): string {
  switch (condition.kind) {
    case 'among': {
      if (condition.not && condition.values.length === 1 && condition.values[0] === EMPTY && kind !== 'stage')
        return words.t('find:filled')
      const shown = condition.values.slice(0, 3).map((value) => valueWords(speaker, field, kind, value))
      if (condition.values.length > 3) shown.push(`+${condition.values.length - 3}`)
      return condition.not ? words.t('find:notWords', { words: formatList(shown) }) : shown.join(', ')
    }
    case 'contains': {
      const said = words.t('find:containsWords', { text: condition.text })
      return condition.not ? words.t('find:notWords', { words: said }) : said
    }
    case 'range': {
      const { currency } = speaker.store.meta()
      const say = (value: number | null) => (value === null ? null : amount(kind, value, currency))
      return spanWords(say(condition.min), say(condition.max))
    }
    case 'days': {
      const say = (day: string | null) => (day === null ? null : formatDay(day))
      return spanWords(say(condition.from), say(condition.to))
    }
    case 'when':
      return words.t(`find:when.${condition.when}`)
  }
}
