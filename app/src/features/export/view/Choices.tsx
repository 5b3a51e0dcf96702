/** What to export, in which format, with which columns. */
import { clsx } from 'clsx'
import { useId } from 'react'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Button, Checkbox, Segmented } from '../../../ui/index.ts'
import type { Remembered } from '../remembered.ts'
import type { SheetColumn } from '../../../tables/write/column.ts'
import type { ExportScope } from '../../../tables/write/source.ts'
import { formats, type Format } from '../../../tables/write/writer.ts'

export interface ChoicesProps {
  readonly columns: readonly SheetColumn[]
  /** The whole list, so many entries, in words. */
  readonly allOf: (count: string) => string
  /** How many entries each scope has; null where both are the same. */
  readonly counts: Readonly<Record<ExportScope, number>> | null
  readonly scope: ExportScope
  readonly onScope: (scope: ExportScope) => void
  readonly chosen: Remembered
  readonly onChosen: (chosen: Remembered) => void
  readonly failure: string | null
}

export function Choices({ columns, allOf, counts, scope, onScope, chosen, onChosen, failure }: ChoicesProps) {
  const { t } = useTranslation('exporting')
  return (
    <div className="grid gap-4">
      {counts === null ? null : (
        <Segmented
          label={t('what')}
          value={scope}
          onChange={(value) => onScope(value === 'all' ? 'all' : 'view')}
          options={[
            { value: 'view', label: t('view', { formatted: formatNumber(counts.view) }) },
            { value: 'all', label: allOf(formatNumber(counts.all)) },
          ]}
        />
      )}
      <Formats value={chosen.format} onChange={(format) => onChosen({ ...chosen, format })} />
      <Columns columns={columns} chosen={chosen} onChosen={onChosen} />
      <p className="text-sm text-soft">{t('safe')}</p>
      {failure === null ? null : (
        <p role="alert" className="text-red">
          {failure}
        </p>
      )}
    </div>
  )
}

function Formats({ value, onChange }: { readonly value: Format; readonly onChange: (value: Format) => void }) {
  const { t } = useTranslation('exporting')
  const name = useId()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium">{t('format')}</legend>
      <div className="grid grid-cols-2 gap-1.5 phone:grid-cols-1">
        {formats.map((format) => (
          <label
            key={format}
            className={clsx(
              'grid cursor-default grid-cols-[auto_1fr] items-start gap-x-2 rounded-lg px-2.5 py-2 transition-colors',
              'hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-(--brand)',
              value === format
                ? 'bg-brand-weak shadow-[inset_0_0_0_1px_var(--brand)]'
                : 'shadow-[inset_0_0_0_1px_var(--line)]',
            )}
          >
            <input
              type="radio"
              name={name}
              value={format}
              checked={value === format}
              onChange={() => onChange(format)}
              className="mt-0.5 size-3.5 shrink-0 accent-(--brand) outline-none"
            />
            <span className="font-medium">{t(`formats.${format}`)}</span>
            <span className="col-start-2 text-sm text-muted">{t(`formatHints.${format}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Columns({ columns, chosen, onChosen }: Pick<ChoicesProps, 'columns' | 'chosen' | 'onChosen'>) {
  const { t } = useTranslation('exporting')
  const { without } = chosen
  const set = (id: string, wanted: boolean) =>
    onChosen({ ...chosen, without: wanted ? without.filter((other) => other !== id) : [...without, id] })
  return (
    <fieldset>
      <legend className="mb-1.5 flex w-full items-center gap-1">
        <span className="flex-1 font-medium">{t('columns')}</span>
        <Button size="sm" variant="plain" onClick={() => onChosen({ ...chosen, without: [] })}>
          {t('columnsAll')}
        </Button>
        <Button size="sm" variant="plain" onClick={() => onChosen({ ...chosen, without: columns.map(({ id }) => id) })}>
          {t('columnsNone')}
        </Button>
      </legend>
      <div className="grid grid-cols-3 gap-x-3 gap-y-1 rounded-lg bg-sunken p-3 phone:grid-cols-2">
        {columns.map(({ id, header }) => (
          <Checkbox key={id} checked={!without.includes(id)} onChange={(event) => set(id, event.target.checked)}>
            <span className="block truncate">{header}</span>
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}
