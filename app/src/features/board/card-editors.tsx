import { fault } from '@mutirao/documents'
import type { Present } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Avatar } from '../../ui/index.ts'

/** Who is in this card, in one line: editing says more than viewing. */
export function Editors({
  editing,
  viewing,
}: {
  readonly editing: readonly Present[]
  readonly viewing: readonly Present[]
}) {
  const { t } = useTranslation(['board', 'common'])
  const people = editing.length > 0 ? editing : viewing
  const [first] = people
  if (!first) return null
  const name = first.name.split(' ')[0] ?? first.name
  return (
    <span className="flex items-center gap-[5px] text-xs font-medium text-muted">
      <Avatar id={first.id} name={first.name} size="xs" idle={first.idle} decorative />
      <span className="truncate">
        {editing.length === 0
          ? t('viewing', { name })
          : people.length > 1
            ? t('editingMany', { name, count: people.length - 1 })
            : first.field !== null && isField(first.field) && !fault('APP-36')
              ? t('editingField', { name, field: t(`field.${first.field}`) })
              : t('editing', { name })}
      </span>
    </span>
  )
}

const fields = [
  'title',
  'value',
  'account',
  'contactName',
  'contactEmail',
  'contactPhone',
  'owner',
  'closeOn',
  'nextActivity',
  'nextActivityOn',
  'source',
  'labels',
  'lostReason',
  'notes',
  'checklist',
  'comments',
] as const
/** Another client may name fields we have no word for. */
const isField = (field: string): field is (typeof fields)[number] => fields.some((known) => known === field)
