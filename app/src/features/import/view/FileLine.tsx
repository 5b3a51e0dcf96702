/** Which file is open and how it was read; the reading can be corrected here. */
import { FileSpreadsheet, Settings2 } from 'lucide-react'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Button, Checkbox, Field, Popover, Select } from '../../../ui/index.ts'
import type { OpenFile } from '../flow-state.ts'
import type { Encoding } from '../read/decode.ts'
import type { Delimiter, ReadChoices } from '../read/table.ts'

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const encodings: readonly { readonly value: Encoding; readonly label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252 (Latin-1)' },
  { value: 'utf-16le', label: 'UTF-16' },
]

export interface FileLineProps {
  readonly file: OpenFile
  readonly onRead: (choices: ReadChoices) => void
}

export function FileLine({ file, onRead }: FileLineProps) {
  const { t } = useTranslation('importing')
  const { rowCount, delimiter, encoding } = file.summary
  const facts = [
    t('file.rows', { count: rowCount, formatted: formatNumber(rowCount) }),
    t(`file.delimiters.${delimiterNames[delimiter]}`),
    encodings.find((known) => known.value === encoding)?.label ?? encoding,
  ]
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <FileSpreadsheet aria-hidden className="size-4 shrink-0 text-brand" />
      <span className="min-w-0 truncate font-medium">{file.name}</span>
      <span className="min-w-0 truncate text-muted">{facts.join(' · ')}</span>
      <Popover
        label={t('file.adjust')}
        align="start"
        trigger={
          <Button size="sm" variant="plain" icon={<Settings2 aria-hidden />}>
            {t('file.adjust')}
          </Button>
        }
        className="w-72 p-3"
      >
        <Reading file={file} onRead={onRead} />
      </Popover>
    </div>
  )
}

function Reading({ file, onRead }: FileLineProps) {
  const { t } = useTranslation('importing')
  const { delimiter, encoding, hasHeader } = file.summary
  const present = { delimiter, encoding, hasHeader }
  const delimiters = Object.entries(delimiterNames).map(([value, name]) => ({
    value,
    label: t(`file.delimiters.${name}`),
  }))
  return (
    <div className="grid gap-3">
      <Field label={t('file.delimiter')}>
        {(control) => (
          <Select
            {...control}
            value={delimiter}
            options={delimiters}
            onChange={(value) => onRead({ ...present, delimiter: value as Delimiter })}
          />
        )}
      </Field>
      <Field label={t('file.encoding')}>
        {(control) => (
          <Select
            {...control}
            value={encoding}
            options={encodings}
            onChange={(value) => onRead({ ...present, encoding: value as Encoding })}
          />
        )}
      </Field>
      <Checkbox checked={hasHeader} onChange={(event) => onRead({ ...present, hasHeader: event.target.checked })}>
        {t('file.header')}
      </Checkbox>
    </div>
  )
}
