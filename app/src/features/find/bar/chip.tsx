import { fault } from '@mutirao/documents'
import { X } from 'lucide-react'
import type { Condition } from '@mutirao/documents'
import { usePeople } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { lateComponent, Popover } from '../../../ui/index.ts'
import type { Finding } from '../../../view/index.ts'
import { conditionWords } from './words.ts'

const ConditionEditor = lateComponent(() => import('./condition-editor.tsx').then((module) => module.ConditionEditor))

export interface FilterChipProps {
  readonly finding: Finding
  readonly field: string
  readonly condition: Condition | null
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly onChange: (condition: Condition | null) => void
}

/** One filter: what it asks, a click to change it, a cross to take it out. */
export function FilterChip({ finding, field, condition, open, onOpen, onChange }: FilterChipProps) {
  const { t } = useTranslation(['find', 'common'])
  const { members } = usePeople()
  const label = finding.label(field)
  const speaker = { finding, personName: (id: string) => members.get(id)?.name ?? null }
  const said = condition === null ? t('choose') : conditionWords(speaker, field, condition)
  return (
    <span className="inline-flex max-w-80 min-w-0 shrink-0 items-stretch rounded-md bg-brand-weak text-brand">
      <Popover
        label={t('editFilter', { field: label })}
        open={open}
        onOpenChange={onOpen}
        align="start"
        className="w-72 p-3"
        trigger={
          <button
            type="button"
            data-filter={field}
            className="flex h-[26px] min-w-0 items-center gap-1 rounded-l-md pr-1 pl-2 text-sm hover:bg-brand/10 touch:h-11"
          >
            <span className="font-medium">{label}:</span>
            <span className="truncate">{said}</span>
          </button>
        }
      >
        <ConditionEditor finding={finding} field={field} condition={condition} onChange={onChange} />
      </Popover>
      <button
        type="button"
        aria-label={t('removeFilter', { field: label })}
        onClick={() => onChange(fault('FND-11') ? condition : null)}
        className="grid w-6 place-items-center rounded-r-md hover:bg-brand/10 touch:w-11"
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  )
}
