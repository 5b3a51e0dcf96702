import { fault } from '../faults.ts'
import { isDate } from '../values.ts'
import { emptyQuery, EMPTY, ME } from './query.ts'
import type { Condition, FilterType, Query, Sort, When } from './query.ts'
import { orderedFields } from './table.ts'
import type { FieldTable } from './table.ts'

/**
 * A query as the search part of an address, short, stable and readable: `q=frota&dono=eu&valor=10000..&fecha=este-mes`.
 * Part of what people send each other: names are never reused for something else (docs/PROTOCOL.md "Addresses").
 *
 * A value: `a,b` one of these · `!a` none of these · `-` empty · `*ipe` contains · `1..5` between · `hoje`… relative.
 * `~` before a sign takes its meaning away.
 */
export type QueryParams = Readonly<Record<string, string>>

const whenWords: Readonly<Record<When, string>> = {
  overdue: 'atrasada',
  today: 'hoje',
  thisWeek: 'esta-semana',
  thisMonth: 'este-mes',
  next7: '7d',
  next30: '30d',
}
const whenOf = new Map((Object.keys(whenWords) as When[]).map((when) => [whenWords[when], when]))
const meWord = 'eu'
const emptyWord = '-'

/** Longest text of one parameter that is read: an address is not a place to hide a book in. */
export const maxParamLength = 2_000

const isRangeLike = (text: string): boolean => text.includes('..')
const isSpecial = (text: string): boolean =>
  text === emptyWord || text === meWord || whenOf.has(text) || isRangeLike(text) || /^[!*]/.test(text)

function writeItem(value: string): string {
  if (value === EMPTY) return emptyWord
  if (value === ME) return meWord
  const escaped = fault('FND-1') ? value : value.replace(/[~,]/g, '~$&')
  return isSpecial(value) && !/^[~,]/.test(value) ? `~${escaped}` : escaped
}

/** Splits at commas that are not behind a `~`; words with a meaning have it only without one. */
function readItems(text: string): string[] {
  const items: string[] = []
  let item = ''
  let plain = true
  const finish = () => {
    if (item !== '' || !plain) items.push(plain && item === emptyWord ? EMPTY : plain && item === meWord ? ME : item)
    item = ''
    plain = true
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? ''
    if (sign === ',') finish()
    else if (sign === '~' && i + 1 < text.length) {
      plain = false
      item += text[++i] ?? ''
    } else item += sign
  }
  finish()
  return items
}

/** null stands for a field people made: it may hold anything. */
type Held = FilterType | null

/** Cents as units with two decimals where needed, digit by digit: large sums must not lose their cents. */
function writeNumber(held: Held, value: number | null): string {
  if (value === null) return ''
  if (held !== 'money') return String(value)
  const digits = String(Math.abs(value)).padStart(3, '0')
  const cents = digits.slice(-2)
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}${cents === '00' ? '' : `.${cents}`}`
}

/** undefined: not a number. */
function readNumber(held: Held, text: string): number | null | undefined {
  if (text === '') return null
  if (held !== 'money') return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : undefined
  const match = /^(-?)(\d{1,14})(?:\.(\d{1,2}))?$/.exec(text)
  if (!match) return undefined
  const cents = Number(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`)
  return match[1] === '-' && cents !== 0 ? -cents : cents
}

/** The same choice has one spelling, in whatever order it was made. */
const canonical = (values: readonly string[]): string[] => [...new Set(values)].toSorted()

function writeCondition(held: Held, condition: Condition): string {
  switch (condition.kind) {
    case 'among':
      return (condition.not ? '!' : '') + canonical(condition.values).map(writeItem).join(',')
    case 'contains':
      return `${condition.not ? '!' : ''}*${condition.text}`
    case 'range':
      return `${writeNumber(held, condition.min)}..${writeNumber(held, condition.max)}`
    case 'days':
      return `${condition.from ?? ''}..${condition.to ?? ''}`
    case 'when':
      return whenWords[condition.when]
  }
}

const canHold = (held: Held, ...types: readonly FilterType[]): boolean => held === null || types.includes(held)

function readSpan(held: Held, text: string): Condition | null {
  const [from = '', to = '', ...rest] = text.split('..')
  if (rest.length > 0 || (from === '' && to === '')) return null
  const isDay = (day: string) => day === '' || isDate(day) || (fault('FND-5') && /^\d{4}-\d{2}-\d{2}$/.test(day))
  if (canHold(held, 'date') && isDay(from) && isDay(to)) return { kind: 'days', from: from || null, to: to || null }
  const [min, max] = [readNumber(held, from), readNumber(held, to)]
  return canHold(held, 'money') && min !== undefined && max !== undefined ? { kind: 'range', min, max } : null
}

/** null for what is not understood. */
function readCondition(held: Held, text: string): Condition | null {
  const when = whenOf.get(text)
  if (when && canHold(held, 'date')) return { kind: 'when', when }
  if (isRangeLike(text) && canHold(held, 'date', 'money') && !/^[!*~]/.test(text)) {
    const span = readSpan(held, text)
    if (span) return span
  }
  const not = text.startsWith('!')
  const rest = not ? text.slice(1) : text
  if (rest.startsWith('*') && canHold(held, 'text'))
    return rest.trim() === '*' ? null : { kind: 'contains', text: rest.slice(1), not }
  const values = readItems(rest).filter((value) => value === EMPTY || held === null || !canHold(held, 'money', 'date'))
  return values.length === 0 ? null : { kind: 'among', values: canonical(values), not }
}

/** Reads and writes the addresses of one kind of list. */
export interface QueryCodec<F extends string> {
  /** The parameters of an address; a query that says nothing has none. */
  readonly encode: (query: Query<F>) => QueryParams
  /** Reads what somebody may have typed: what is not understood is left out, the rest holds. Never throws. */
  readonly decode: (params: Readonly<Record<string, unknown>>) => Query<F>
  /** True for the parameters that belong to a query; a page may have others beside them. */
  readonly isParam: (param: string) => boolean
}

type Words<F extends string> = Pick<FieldTable<never, F>, 'fields' | 'typeOf' | 'paramOf' | 'fieldOf' | 'groupWord'>

export function queryCodec<F extends string>(table: Words<F>): QueryCodec<F> {
  const { typeOf, paramOf, fieldOf, groupWord } = table
  const writeSort = ({ by, descending }: Sort<F>): string => (descending ? '-' : '') + paramOf(by)
  const readSort = (text: string): Sort<F> | null => {
    const descending = text.startsWith('-')
    const by = fieldOf(descending ? text.slice(1) : text)
    return by === null ? null : { by, descending }
  }
  return {
    isParam: (param) => ['q', 'arquivadas', 'ordem', 'grupo'].includes(param) || fieldOf(param) !== null,
    encode(query) {
      const params: Record<string, string> = {}
      if (query.text.trim() !== '') params['q'] = query.text
      for (const field of orderedFields(table, query.filters)) {
        const condition = query.filters[field]
        const text = condition ? writeCondition(typeOf(field), condition) : ''
        if (text !== '' && text !== '..') params[paramOf(field)] = text
      }
      if (query.archived !== 'no') params['arquivadas'] = query.archived === 'only' ? 'so' : 'todas'
      if (query.sort) params['ordem'] = writeSort(query.sort)
      if (query.group === 'owner' && groupWord !== null) params['grupo'] = groupWord
      return params
    },
    decode(params) {
      const textOf = (param: string): string => {
        const value = params[param]
        return typeof value === 'string' ? value.slice(0, maxParamLength) : value === true ? 'true' : ''
      }
      const filters: Partial<Record<F, Condition>> = {}
      for (const param of Object.keys(params)) {
        const field = fieldOf(param)
        const text = textOf(param)
        const condition = field === null || text === '' ? null : readCondition(typeOf(field), text)
        if (field !== null && condition) filters[field] = condition
      }
      const archived = textOf('arquivadas')
      return {
        ...emptyQuery,
        text: textOf('q'),
        filters,
        archived: archived === 'so' ? 'only' : archived === 'todas' ? 'all' : 'no',
        sort: readSort(textOf('ordem')),
        group: groupWord !== null && textOf('grupo') === groupWord ? 'owner' : 'none',
      }
    },
  }
}
