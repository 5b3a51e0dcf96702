import { folded, type Condition } from '@mutirao/documents'
import { useMemo, useState } from 'react'
import { useMe, usePeople } from '../../../engine/index.ts'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Checkbox, Input } from '../../../ui/index.ts'
import type { Finding } from '../../../view/index.ts'
import { optionsOf } from './options.ts'
import { valueWords } from './words.ts'

export interface EditorProps {
  readonly finding: Finding
  readonly field: string
  readonly condition: Condition | null
  readonly onChange: (condition: Condition | null) => void
}

const manyOptions = 8
const shownOptions = 100

/** Some of what there is: ticked values, or all but these. */
export function ChoiceEditor({ finding, field, condition, onChange }: EditorProps) {
  const { t } = useTranslation(['find', 'board'])
  const me = useMe()
  const { members } = usePeople()
  const [search, setSearch] = useState('')
  const kind = finding.kind(field)
  const options = useMemo(() => optionsOf(finding, field, members, me.id), [finding, field, members, me.id])
  const chosen = condition?.kind === 'among' ? condition : null
  const speaker = { finding, personName: (id: string) => members.get(id)?.name ?? null }
  const nameOf = (value: string) => valueWords(speaker, field, value)
  const needle = folded(search.trim())
  const shown = options.filter(({ value }) => folded(nameOf(value)).includes(needle)).slice(0, shownOptions)
  const set = (values: readonly string[], not: boolean) =>
    onChange(values.length === 0 ? null : { kind: 'among', values, not })
  const toggle = (value: string, on: boolean) => {
    const others = (chosen?.values ?? []).filter((one) => one !== value)
    set(on ? [...others, value] : others, chosen?.not ?? false)
  }
  return (
    <div className="grid gap-1">
      {options.length > manyOptions ? (
        <Input
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={t('filterOptions')}
          aria-label={t('filterOptions')}
        />
      ) : null}
      <ul className="max-h-64 overflow-y-auto">
        {shown.map(({ value, count }) => (
          <li key={value} className="rounded-sm px-1 hover:bg-hover">
            <Checkbox
              className="min-h-7 items-center"
              checked={chosen?.values.includes(value) ?? false}
              onChange={(event) => toggle(value, event.target.checked)}
            >
              <span className="flex items-center gap-2">
                {kind === 'person' && members.has(value) ? (
                  <Avatar id={value} name={nameOf(value)} size="xs" decorative />
                ) : null}
                <span className="min-w-0 flex-1 truncate">{nameOf(value)}</span>
                <span className="text-sm text-soft tabular-nums">{formatNumber(count)}</span>
              </span>
            </Checkbox>
          </li>
        ))}
        {shown.length === 0 ? <li className="px-1 py-2 text-muted">{t('noOptions')}</li> : null}
      </ul>
      <div className="border-t border-line px-1 pt-1.5">
        <Checkbox
          checked={chosen?.not ?? false}
          disabled={!chosen}
          onChange={(event) => set(chosen?.values ?? [], event.target.checked)}
        >
          {t('not')}
        </Checkbox>
      </div>
    </div>
  )
}
