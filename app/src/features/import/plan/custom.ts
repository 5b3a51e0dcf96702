/** A cell to the value of one of the board's own fields. Pure. */
import { customValues, type CustomValue } from '@mutirao/documents'
import { parseDay } from '../../../parse/date.ts'
import { fold } from '../../../parse/fold.ts'
import { parseMoney, type NumberStyle } from '../../../parse/money.ts'
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
      const value = parseNumber(text, choices.numberStyle)
      return value === null ? refused('not_a_number') : { ok: true, value }
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

/** Like money, but with as many decimals as there are: the sign before them is found in the same way. */
function parseNumber(text: string, style: NumberStyle | null): number | null {
  const bare = text.replace(/[\s\u00a0\u202f]|%$/gu, '')
  const decimals = /[.,](\d*)$/u.exec(bare)?.[1] ?? ''
  const short = decimals.length > 2 ? bare.slice(0, bare.length - decimals.length + 2) : bare
  const plain = decimals.length === 3 ? parseMoney(bare, style) : parseMoney(short, style)
  if (plain.ok && decimals.length <= 3) return plain.cents / 100
  if (!parseMoney(short, style).ok) return null
  const sign = bare.charAt(bare.length - decimals.length - 1)
  const value = Number(bare.replaceAll(sign === ',' ? '.' : ',', '').replace(',', '.'))
  return Number.isFinite(value) ? value : null
}
