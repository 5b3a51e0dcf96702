import type { BoardStore } from '@mutirao/documents'
import { usePeople, useStoreKey } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Avatar, Select } from '../../ui/index.ts'
import type { HistoryFilter } from './use-feed.ts'

const fields = [
  'title',
  'pos',
  'value',
  'account',
  'owner',
  'closeOn',
  'nextActivity',
  'nextActivityOn',
  'contactName',
  'contactEmail',
  'contactPhone',
  'source',
  'lostReason',
  'notes',
]

/** Whose changes, of which field. */
export function Filters({
  filter,
  onFilter,
  fieldLabel,
  store,
}: {
  readonly filter: HistoryFilter
  readonly onFilter: (filter: HistoryFilter) => void
  readonly fieldLabel: (field: string) => string
  readonly store: BoardStore
}) {
  const { t } = useTranslation('history')
  const people = usePeople()
  const custom = useStoreKey(store, 'fields', (board) => board.fields())
  const persons = [...people.members.values()].toSorted((a, b) => a.name.localeCompare(b.name))
  const shown = [...fields, ...custom.map(({ id }) => `field:${id}`)]
  return (
    <div className="flex flex-wrap gap-2 pb-1">
      <Select
        label={t('filterPerson')}
        className="max-w-52 flex-1"
        value={filter.actor ?? ''}
        onChange={(actor) => onFilter({ ...filter, actor: actor === '' ? null : actor })}
        options={[
          { value: '', label: t('everyone') },
          ...persons.map(({ id, name }) => ({
            value: id,
            label: name,
            icon: <Avatar id={id} name={name} size="xs" decorative />,
          })),
        ]}
      />
      <Select
        label={t('filterField')}
        className="max-w-52 flex-1"
        value={filter.field ?? ''}
        onChange={(field) => onFilter({ ...filter, field: field === '' ? null : field })}
        options={[
          { value: '', label: t('everything') },
          ...shown.map((field) => ({ value: field, label: fieldLabel(field) })),
        ]}
      />
    </div>
  )
}
