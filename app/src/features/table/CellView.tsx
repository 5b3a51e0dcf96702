import { clsx } from 'clsx'
import { Maximize2 } from 'lucide-react'
import { fault, optionOf, type CardSnapshot } from '@mutirao/documents'
import type { CSSProperties } from 'react'
import type { Present } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Avatar, Dot, personColor, Tag, tagTone } from '../../ui/index.ts'
import { ConflictMark } from '../../view/conflict-mark.tsx'
import { useTable } from './context.ts'
import { ListEditor } from './editors/ListEditor.tsx'
import { TextEditor } from './editors/TextEditor.tsx'
import { isListed, isNumeric, presenceField, type Column } from './model/columns.ts'
import { isEmpty, shown, valueOf, type CellValue } from './model/values.ts'
import { asCell, asFixedCell } from '../../view/cells/roles.ts'
import { columnStyle } from './sizes.ts'

export interface CellViewProps {
  readonly id: string
  readonly column: Column
  readonly at: number
  readonly frozen: number
  readonly card: CardSnapshot
  readonly isSelected: boolean
  readonly isActive: boolean
  readonly editing: { readonly seed: string | null } | null
  readonly editors: readonly Present[]
  /** The last cell of the selection: dragged from here, the selection fills what it is dragged over. */
  readonly hasHandle: boolean
}

export function CellView({
  id,
  column,
  at,
  frozen,
  card,
  isSelected,
  isActive,
  editing,
  editors,
  hasHandle,
}: CellViewProps) {
  const { store, readOnly, phone } = useTable()
  const field = presenceField(column.id)
  const here = editors.filter((person) => person.field === field)
  const [first] = here
  const value = valueOf(column, card, store)
  return (
    <div
      {...(column.editable ? asCell : asFixedCell)}
      id={id}
      aria-colindex={at + 2}
      aria-selected={isSelected}
      data-cell={column.id}
      data-active={isActive || undefined}
      data-occupied={first === undefined ? undefined : first.id}
      className={clsx(
        'cell relative flex flex-none items-center px-2',
        isNumeric(column.kind) && 'justify-end tabular-nums',
        at < frozen && 'bg-(--row)',
        at === frozen - 1 && 'border-r border-line-strong',
        isSelected && 'cell-selected',
        isActive && 'cell-active',
      )}
      style={columnStyle(at, frozen)}
    >
      {editing !== null && !isListed(column.kind) ? (
        <TextEditor card={card} column={column} seed={editing.seed} />
      ) : (
        <Content column={column} card={card} value={value} />
      )}
      {editing !== null && isListed(column.kind) ? (
        <ListEditor card={card} column={column} seed={editing.seed} />
      ) : null}
      {hasHandle && !readOnly && !phone ? <i aria-hidden data-fill className="fill-handle" /> : null}
      {first === undefined || fault('TBL-13') ? null : <Colleague person={first} more={here.length - 1} />}
    </div>
  )
}

/** An outline in the colour of the colleague who is in this cell, with their name as a flag. */
function Colleague({ person, more }: { readonly person: Present; readonly more: number }) {
  const { t } = useTranslation('card')
  return (
    <span
      className="pointer-events-none absolute inset-0 z-1 shadow-[inset_0_0_0_2px_var(--who)]"
      style={{ '--who': personColor(person.id) } as CSSProperties}
    >
      <span className="absolute -top-2 right-1 max-w-32 truncate rounded-sm bg-(--who) px-1 text-2xs font-semibold text-[#fff]">
        <span className="sr-only">{t('editing', { name: person.name })}</span>
        <span aria-hidden>
          {person.name.split(' ')[0]}
          {more > 0 ? ` +${more}` : ''}
        </span>
      </span>
    </span>
  )
}

interface ContentProps {
  readonly column: Column
  readonly card: CardSnapshot
  readonly value: CellValue
}

function Content({ column, card, value }: ContentProps) {
  const { around } = useTable()
  if (column.id === 'title') return <Title card={card} />
  if (isEmpty(value)) return null
  const text = shown(column, value, around)
  if (typeof value === 'object') return <Labels labels={value ?? []} />
  if (typeof value === 'number') return <span className="truncate">{text}</span>
  return (
    <>
      <Sign column={column} value={value} name={text} />
      <span className="truncate" title={text.length > 20 ? text : undefined}>
        {text}
      </span>
    </>
  )
}

/** What is seen before it is read: a person's face, a stage's or option's colour. */
function Sign({ column, value, name }: { readonly column: Column; readonly value: string; readonly name: string }) {
  const { store } = useTable()
  switch (column.kind) {
    case 'person':
      return (
        <span className="mr-1.5 flex">
          <Avatar id={value} name={name} size="xs" decorative />
        </span>
      )
    case 'stage':
      return <Dot color={store.stages().find(({ id }) => id === value)?.color ?? ''} className="mr-1.5" />
    case 'choice':
      return <Dot color={(column.field && optionOf(column.field, value)?.color) ?? ''} className="mr-1.5" />
    default:
      return null
  }
}

function Labels({ labels }: { readonly labels: readonly string[] }) {
  return (
    <span className="flex min-w-0 gap-1 overflow-hidden" title={labels.join(', ')}>
      {labels.map((label) => (
        <Tag key={label} tone={tagTone(label)}>
          {label}
        </Tag>
      ))}
    </span>
  )
}

function Title({ card }: { readonly card: CardSnapshot }) {
  const { t } = useTranslation(['table', 'common'])
  const { openCard, phone, boardId } = useTable()
  const title = card.title === '' ? t('common:untitled') : card.title
  return (
    <>
      <span className={clsx('font-medium', phone ? 'line-clamp-2 leading-tight' : 'truncate')} title={title}>
        {title}
      </span>
      <span className="ml-1.5 flex empty:hidden">
        <ConflictMark boardId={boardId} card={card} wordless />
      </span>
      {phone ? null : (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('open', { title })}
          onClick={() => openCard(card.id)}
          className="absolute right-1 grid size-6 place-items-center rounded-md bg-raised text-muted opacity-0 shadow-1 group-hover/row:opacity-100 hover:text-text [&_svg]:size-3.5"
        >
          <Maximize2 aria-hidden />
        </button>
      )}
    </>
  )
}
