/** Text typed or pasted into a cell, by the column's kind: what is to be written, or why it cannot be. */
import { customId, fault, isCustomField, maxLabelLength, type CustomValue } from '@mutirao/documents'
import { today } from '../../../i18n/index.ts'
import { fold } from '../../../parse/fold.ts'
import {
  parseAmount,
  parseEmail,
  parseNumber,
  parsePhone,
  parseText,
  parseTitle,
  parseTypedDay,
  parseValue,
  type FieldProblem,
} from '../../../parse/typed.ts'
import { cardField, type CellContent, type Column } from './columns.ts'
import type { Surroundings } from './values.ts'

export type CellProblem =
  | FieldProblem
  | 'read_only'
  | 'no_person'
  | 'many_people'
  | 'no_stage'
  | 'stage_needed'
  | 'no_option'
  | 'long_label'

export type Typed =
  | { readonly ok: true; readonly content: CellContent }
  | { readonly ok: false; readonly problem: CellProblem }

const refused = (problem: CellProblem): Typed => ({ ok: false, problem })
const accepted = (content: CellContent): Typed => ({ ok: true, content })

/** Writes a plain value into the column, whoever made it. */
export const content = (column: Column, value: CustomValue | null): CellContent =>
  isCustomField(column.id)
    ? { kind: 'custom', fieldId: customId(column.id), value }
    : { kind: 'field', field: cardField(column.id), value }

/** The cell made empty. */
export function cleared(column: Column): Typed {
  if (!column.editable) return refused('read_only')
  if (column.id === 'title') return refused('empty')
  if (column.kind === 'stage') return refused('stage_needed')
  return accepted(column.kind === 'labels' ? { kind: 'labels', labels: [] } : content(column, null))
}

export function typed(column: Column, raw: string, around: Surroundings): Typed {
  if (!column.editable && !fault('TBL-5')) return refused('read_only')
  const text = raw.trim()
  if (text === '') return cleared(column)
  switch (column.kind) {
    case 'stage':
      return stageNamed(text, around)
    case 'person':
      return personNamed(column, text, around)
    case 'choice':
      return optionNamed(column, text)
    case 'labels':
      return labelsIn(text)
    default:
      return plainTyped(column, text, around)
  }
}

function plainTyped(column: Column, text: string, { locale }: Surroundings): Typed {
  const parsed = parserOf(column, locale === 'en' ? 'dot' : 'comma', locale === 'en' ? 'mdy' : 'dmy')(text)
  return parsed.ok ? accepted(content(column, parsed.value)) : refused(parsed.problem)
}

function parserOf(column: Column, style: 'comma' | 'dot', dayStyle: 'dmy' | 'mdy') {
  switch (column.kind) {
    case 'money':
      return (text: string) => (column.field ? parseAmount(text, style) : parseValue(text, style))
    case 'number':
      return (text: string) => parseNumber(text, style)
    case 'date':
      return (text: string) => parseTypedDay(text, dayStyle, today())
    default:
      return column.id === 'title'
        ? parseTitle
        : column.id === 'contactEmail'
          ? parseEmail
          : column.id === 'contactPhone'
            ? parsePhone
            : parseText
  }
}

function stageNamed(text: string, { store }: Surroundings): Typed {
  const wanted = fold(text)
  const stage = store.stages().find(({ id, name }) => id !== '' && fold(name) === wanted)
  return stage ? accepted({ kind: 'stage', stageId: stage.id }) : refused('no_stage')
}

/** The whole name, or the beginning of one name only. */
function personNamed(column: Column, text: string, { members }: Surroundings): Typed {
  const wanted = fold(text)
  const people = [...members.values()].filter(({ active }) => active)
  const exact = people.filter(({ name }) => fold(name) === wanted)
  const found = exact.length > 0 ? exact : people.filter(({ name }) => fold(name).startsWith(wanted))
  const [person, another] = found
  if (!person) return refused('no_person')
  return another ? refused('many_people') : accepted(content(column, person.id))
}

function optionNamed(column: Column, text: string): Typed {
  const wanted = fold(text)
  const option = column.field?.options.find(({ name }) => fold(name) === wanted)
  return option ? accepted(content(column, option.id)) : refused('no_option')
}

function labelsIn(text: string): Typed {
  const labels = text.split(/[,;]/u).flatMap((label) => label.trim().replace(/\s+/gu, ' ') || [])
  return labels.some(({ length }) => length > maxLabelLength)
    ? refused('long_label')
    : accepted({ kind: 'labels', labels: [...new Set(labels)] })
}
