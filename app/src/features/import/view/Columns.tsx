/** Every column of the file with some of its cells, and the field it becomes. */
import { useTranslation } from '../../../i18n/index.ts'
import { Select } from '../../../ui/index.ts'
import type { OpenFile } from '../flow-state.ts'
import type { KnownField } from '../plan/known.ts'
import { fieldTarget, targets, type Target } from '../plan/targets.ts'
import { MapRow, Section } from './Section.tsx'
import { useColumnName } from './words.ts'

const ignored = ''

export interface ColumnsProps {
  readonly file: OpenFile
  /** The board's own fields. */
  readonly fields: readonly KnownField[]
  readonly onTarget: (column: number, target: Target | null) => void
}

export function Columns({ file, fields, onTarget }: ColumnsProps) {
  const { t } = useTranslation('importing')
  const { columns } = file.summary
  const all: readonly Target[] = [...targets, ...fields.map(({ id }) => fieldTarget(id))]
  const nameOf = useColumnName(columns)
  const options = [
    { value: ignored, label: t('columns.ignored') },
    ...targets.map((target) => ({ value: target as string, label: t(`target.${target}`) })),
    ...fields.map(({ id, name }) => ({ value: fieldTarget(id) as string, label: name })),
  ]
  const leftOut = file.plan.ignoredColumns.map(nameOf)
  return (
    <Section title={t('columns.title')}>
      <ul className="grid gap-1.5">
        {columns.map((column, i) => (
          <MapRow
            key={i}
            from={nameOf(i)}
            detail={column.filled === 0 ? t('columns.empty') : column.samples.join(' · ')}
            control={
              <Select
                label={t('columns.becomes', { column: nameOf(i) })}
                value={file.targets[i] ?? ignored}
                options={options}
                onChange={(value) => onTarget(i, all.find((target) => target === value) ?? null)}
                {...((file.targets[i] ?? null) === null ? { className: 'text-soft' } : {})}
              />
            }
          />
        ))}
      </ul>
      {leftOut.length === 0 ? null : (
        <p className="text-sm text-amber">{t('columns.ignoredNote', { columns: leftOut.join(', ') })}</p>
      )}
    </Section>
  )
}
