import type { FilterType, Query, Sort } from '../../query/index.ts'

/**
 * What can be asked of the cards of a board: fields of every card by which one can filter and sort, in the order in which
 * they are written and offered, with what each is called in an address (docs/PROTOCOL.md "Addresses").
 */
const cardFields = {
  owner: ['person', 'dono'],
  stage: ['stage', 'etapa'],
  label: ['labels', 'etiqueta'],
  value: ['money', 'valor'],
  closeOn: ['date', 'fecha'],
  nextActivityOn: ['date', 'atividade'],
  nextActivity: ['text', 'proxima'],
  account: ['text', 'conta'],
  source: ['text', 'origem'],
  title: ['text', 'titulo'],
  contactName: ['text', 'contato'],
  contactEmail: ['text', 'email'],
  contactPhone: ['text', 'telefone'],
  lostReason: ['text', 'motivo'],
  createdBy: ['person', 'autor'],
  createdOn: ['date', 'criada'],
} as const satisfies Readonly<Record<string, readonly [FilterType, string]>>
export type BuiltInField = keyof typeof cardFields
/** `field:<id>` is a field the board's people made. */
export type CustomField = `field:${string}`
export type FilterField = BuiltInField | CustomField

export const builtInFields = Object.keys(cardFields) as readonly BuiltInField[]
export const isCustomField = (field: string): field is CustomField => field.startsWith('field:')
export const customId = (field: CustomField): string => field.slice('field:'.length)
export const filterType = (field: BuiltInField): FilterType => cardFields[field][0]

export type BoardQuery = Query<FilterField>
export type BoardSort = Sort<FilterField>

const customName = 'campo.'
const fieldOf = new Map<string, BuiltInField>(builtInFields.map((field) => [cardFields[field][1], field]))

/** How the fields of a board are called in an address, and what they hold. */
export const boardWords = {
  fields: builtInFields as readonly FilterField[],
  typeOf: (field: FilterField): FilterType | null => (isCustomField(field) ? null : filterType(field)),
  paramOf: (field: FilterField): string => (isCustomField(field) ? customName + customId(field) : cardFields[field][1]),
  fieldOf(param: string): FilterField | null {
    if (!param.startsWith(customName)) return fieldOf.get(param) ?? null
    const id = param.slice(customName.length)
    return /^[0-9A-Za-z_-]{1,40}$/.test(id) ? `field:${id}` : null
  },
  groupWord: 'dono',
} as const
