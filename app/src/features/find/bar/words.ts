/** Filters in a person's words. */
import { EMPTY, ME, type Condition } from '@mutirao/documents'
import { formatDay, formatList, formatMoney, formatNumber, words } from '../../../i18n/index.ts'
import type { FieldKind, Finding } from '../../../view/index.ts'

export interface Speaker {
  readonly finding: Finding
  readonly personName: (userId: string) => string | null
}

/** One value of a choice, as people call it. */
export function valueWords({ finding, personName }: Speaker, field: string, value: string): string {
  const kind = finding.kind(field)
  // What stands in no stage has an id too, which looks empty.
  if (kind === 'stage') return finding.nameOf(field, value) ?? value
  if (value === ME) return words.t('find:me')
  if (value === EMPTY) return words.t(kind === 'person' ? 'find:nobody' : 'find:empty')
  if (kind === 'person') return personName(value) ?? words.t('common:unknownPerson')
  return finding.nameOf(field, value) ?? value
}

function amount(kind: FieldKind, value: number, currency: string): string {
  return kind === 'money' ? formatMoney(value, { currency, cents: value % 100 !== 0 }) : formatNumber(value)
}

function spanWords(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return from === to ? from : words.t('find:betweenWords', { from, to })
  return from === null ? words.t('find:toWords', { to: to ?? '' }) : words.t('find:fromWords', { from })
}

export function conditionWords(speaker: Speaker, field: string, condition: Condition): string {
  const { finding } = speaker
  const kind = finding.kind(field)
  switch (condition.kind) {
    case 'among': {
      if (condition.not && condition.values.length === 1 && condition.values[0] === EMPTY && kind !== 'stage')
        return words.t('find:filled')
      const shown = condition.values.slice(0, 3).map((value) => valueWords(speaker, field, value))
      if (condition.values.length > 3) shown.push(`+${condition.values.length - 3}`)
      return condition.not ? words.t('find:notWords', { words: formatList(shown) }) : shown.join(', ')
    }
    case 'contains': {
      const said = words.t('find:containsWords', { text: condition.text })
      return condition.not ? words.t('find:notWords', { words: said }) : said
    }
    case 'range': {
      const say = (value: number | null) => (value === null ? null : amount(kind, value, finding.currency()))
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
