/** A cell to the value of one of the board's own fields. Pure. */
import { customValues, type CustomValue } from '@mutirao/documents'
import { parseDay } from '../../../parse/date.ts'
import { fold } from '../../../parse/fold.ts'
import { noise, parseMoney, type NumberStyle } from '../../../parse/money.ts'
import { parseNumber, type NumberProblem, type Parsed } from '../../../parse/typed.ts'
import type { KnownField } from './known.ts'
import { matchOwner, type KnownMember } from './owners.ts'
import type { ImportChoices, ProblemReason } from './shape.ts'

export type CustomResult =
  | { readonly ok: true; readonly value: CustomValue }
  | { readonly ok: false; readonly reason: ProblemReason }

const refused = (reason: ProblemReason): CustomResult => ({ ok: false, reason })

/** What cannot be taken is refused with its reason, never bent until it fits. */
export function readCustom(
  text: string,
  field: KnownField,
  choices: Pick<ImportChoices, 'numberStyle' | 'dateStyle'>,
  members: readonly KnownMember[],
): CustomResult {
  switch (field.type) {
    case 'text':
      return customValues.text(text) === null ? { ok: true, value: text } : refused('too_long')
    case 'number': {
      const number = readNumber(text, choices.numberStyle)
      if (!number.ok) return refused(number.problem === 'too_large' ? 'too_large' : 'not_a_number')
      return number.value === null ? refused('not_a_number') : { ok: true, value: number.value }
    }
    case 'money': {
      const money = parseMoney(text, choices.numberStyle)
      return money.ok ? { ok: true, value: money.cents } : refused(money.problem)
    }
    case 'date': {
      const day = parseDay(text, choices.dateStyle)
      return day === null ? refused('not_a_date') : { ok: true, value: day }
    }
    case 'choice': {
      const option = field.options.find(({ name }) => fold(name) === fold(text))
      return option ? { ok: true, value: option.id } : refused('no_option')
    }
    case 'person': {
      const owner = matchOwner(text, members)
      return owner.kind === 'member' ? { ok: true, value: owner.userId } : refused('owner_unknown')
    }
  }
}

/** As it is typed anywhere else, and in the forms of amounts: with a currency, `5-`, `(5)`; a percent sign is left out. */
function readNumber(text: string, style: NumberStyle | null): Parsed<number, NumberProblem> {
  const bare = text.replace(noise, '').replace(/%$/u, '')
  const signed = bare.replace(/^\(([\d.,]+)\)$|^([\d.,]+)-$/u, '-$1$2')
  // Where nobody said which sign is the decimal one, a single one before three digits groups thousands, as in amounts.
  return parseNumber(signed, style ?? (signed.includes(',') ? 'dot' : 'comma'))
}
