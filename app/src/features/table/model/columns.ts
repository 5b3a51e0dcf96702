/** What the columns of the table are. Their ids are the fields one sorts and filters by. */
import type { CardFieldName, CellEdit, FieldSnapshot, FilterField } from '@mutirao/documents'

export type ColumnKind = 'text' | 'number' | 'money' | 'date' | 'person' | 'stage' | 'choice' | 'labels'

export interface Column {
  readonly id: FilterField
  readonly kind: ColumnKind
  readonly label: string
  readonly widthPx: number
  readonly editable: boolean
  /** Set for a field the board's people made. */
  readonly field?: FieldSnapshot
}

/** What a cell is to hold, without the card it stands in. */
export type CellContent = CellEdit extends infer Edit ? (Edit extends CellEdit ? Omit<Edit, 'cardId'> : never) : never

type BuiltIn = Exclude<FilterField, `field:${string}`>
interface Form {
  readonly kind: ColumnKind
  readonly widthPx: number
  readonly editable?: false
}

const forms: Readonly<Record<BuiltIn, Form>> = {
  title: { kind: 'text', widthPx: 280 },
  stage: { kind: 'stage', widthPx: 150 },
  value: { kind: 'money', widthPx: 156 },
  owner: { kind: 'person', widthPx: 160 },
  closeOn: { kind: 'date', widthPx: 120 },
  account: { kind: 'text', widthPx: 180 },
  label: { kind: 'labels', widthPx: 180 },
  nextActivity: { kind: 'text', widthPx: 200 },
  nextActivityOn: { kind: 'date', widthPx: 130 },
  contactName: { kind: 'text', widthPx: 160 },
  contactEmail: { kind: 'text', widthPx: 200 },
  contactPhone: { kind: 'text', widthPx: 150 },
  source: { kind: 'text', widthPx: 130 },
  lostReason: { kind: 'text', widthPx: 180 },
  createdBy: { kind: 'person', widthPx: 160, editable: false },
  createdOn: { kind: 'date', widthPx: 120, editable: false },
}
const builtIns = Object.keys(forms) as readonly BuiltIn[]
/** Shown until somebody asks for them. */
export const firstHidden: readonly FilterField[] = [
  'contactName',
  'contactPhone',
  'lostReason',
  'createdBy',
  'createdOn',
]

const customWidths = { text: 180, number: 110, money: 130, date: 120, choice: 140, person: 160 } as const

/** All columns of a board in their first order. @param nameOf words for the fields every card has */
export function columnsOf(fields: readonly FieldSnapshot[], nameOf: (id: BuiltIn) => string): readonly Column[] {
  const own = builtIns.map((id): Column => {
    const { kind, widthPx, editable = true } = forms[id]
    return { id, kind, widthPx, editable, label: nameOf(id) }
  })
  const custom = fields.map((field): Column => ({
    id: `field:${field.id}`,
    kind: field.type,
    label: field.name,
    widthPx: customWidths[field.type],
    editable: true,
    field,
  }))
  return [...own, ...custom]
}

/** The name by which presence knows what a person is in; the same as in the details of a card. */
export const presenceField = (id: FilterField): string => (id === 'label' ? 'labels' : id)

/** The key of a card that a plain column writes. */
export const cardField = (id: FilterField): CardFieldName => id as CardFieldName

export const isNumeric = (kind: ColumnKind): boolean => kind === 'money' || kind === 'number'
export const isListed = (kind: ColumnKind): boolean =>
  kind === 'stage' || kind === 'person' || kind === 'choice' || kind === 'labels'
