/** Which file is open and how it was read; the reading can be corrected here. */
import { FileSpreadsheet, Settings2 } from 'lucide-react'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Button, Checkbox, Field, Popover, Select } from '../../../ui/index.ts'
import type { OpenFile } from '../flow-state.ts'
import type { Encoding } from '../../../tables/read/decode.ts'
import type { Delimiter, ReadChoices, TableSource } from '../../../tables/read/table.ts'

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const encodings: readonly { readonly value: Encoding; readonly label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252 (Latin-1)' },
  { value: 'utf-16le', label: 'UTF-16' },
]
const encodingLabel = (encoding: Encoding): string =>
  encodings.find((known) => known.value === encoding)?.label ?? encoding

export interface FileLineProps {
  readonly file: OpenFile
  readonly onRead: (choices: ReadChoices) => void
}

export function FileLine({ file, onRead }: FileLineProps) {
  const { t } = useTranslation('importing')
  const { above, rowCount, source } = file.summary
  const rows = t('file.rows', { count: rowCount, formatted: formatNumber(rowCount) })
  const facts =
    source.kind === 'text'
      ? [rows, t(`file.delimiters.${delimiterNames[source.delimiter]}`), encodingLabel(source.encoding)]
      : [source.sheets[source.sheet] ?? '', rows]
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <FileSpreadsheet aria-hidden className="size-4 shrink-0 text-brand" />
      <span className="min-w-0 truncate font-medium">{file.name}</span>
      <span className="min-w-0 truncate text-muted">{facts.join(' · ')}</span>
      {above === 0 ? null : <span className="text-amber">{t('file.above', { count: above })}</span>}
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
      {source.kind === 'workbook' && source.sheets.length > 1 ? <Sheets source={source} onRead={onRead} /> : null}
    </div>
  )
}

/** Sheets are nothing to hide behind a button: the right one is the first thing to choose. */
function Sheets({
  source,
  onRead,
}: Pick<FileLineProps, 'onRead'> & { readonly source: Extract<TableSource, { kind: 'workbook' }> }) {
  const { t } = useTranslation('importing')
  return (
    <Select
      label={t('file.sheet')}
      className="ml-auto w-52! phone:ml-0 phone:w-full!"
      value={String(source.sheet)}
      options={source.sheets.map((name, i) => ({ value: String(i), label: name }))}
      onChange={(value) => onRead({ sheet: Number(value) })}
    />
  )
}

/** What the reading itself has to say, before any mapping. */
export function FileWarnings({ source }: { readonly source: TableSource }) {
  const { t } = useTranslation('importing')
  const said =
    source.kind === 'text'
      ? source.openQuoteLine === null
        ? null
        : t('file.openQuote', { line: source.openQuoteLine })
      : source.uncalculated === 0
        ? null
        : t('file.uncalculated', { count: source.uncalculated, formatted: formatNumber(source.uncalculated) })
  if (said === null) return null
  return (
    <p role="alert" className="rounded-md bg-amber-weak px-3 py-2 text-amber">
      {said}
    </p>
  )
}

function Reading({ file, onRead }: FileLineProps) {
  const { t } = useTranslation('importing')
  const { source, hasHeader } = file.summary
  const present: ReadChoices =
    source.kind === 'text'
      ? { delimiter: source.delimiter, encoding: source.encoding, hasHeader }
      : { sheet: source.sheet, hasHeader }
  const delimiters = Object.entries(delimiterNames).map(([value, name]) => ({
    value,
    label: t(`file.delimiters.${name}`),
  }))
  return (
    <div className="grid gap-3">
      {source.kind === 'text' ? (
        <>
          <Field label={t('file.delimiter')}>
            {(control) => (
              <Select
                {...control}
                value={source.delimiter}
                options={delimiters}
                onChange={(value) => onRead({ ...present, delimiter: value as Delimiter })}
              />
            )}
          </Field>
          <Field label={t('file.encoding')}>
            {(control) => (
              <Select
                {...control}
                value={source.encoding}
                options={encodings}
                onChange={(value) => onRead({ ...present, encoding: value as Encoding })}
              />
            )}
          </Field>
        </>
      ) : null}
      <Checkbox checked={hasHeader} onChange={(event) => onRead({ ...present, hasHeader: event.target.checked })}>
        {t('file.header')}
      </Checkbox>
    </div>
  )
}
