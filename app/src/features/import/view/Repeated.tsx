/** Rows that repeat a card of the board, and what becomes of them. Only there when there are any. */
import { useTranslation } from '../../../i18n/index.ts'
import { Segmented } from '../../../ui/index.ts'
import type { OpenFile, Overrides } from '../flow-state.ts'
import type { RepeatedChoice } from '../plan/shape.ts'
import { Section } from './Section.tsx'
import { counted } from './words.ts'

export interface RepeatedProps {
  readonly file: OpenFile
  readonly onOverride: (change: Partial<Overrides>) => void
}
const choices: readonly RepeatedChoice[] = ['skip', 'update', 'create']

export function Repeated({ file, onOverride }: RepeatedProps) {
  const { t } = useTranslation('importing')
  const { repeatedRows } = file.plan
  if (repeatedRows === 0) return null
  const { repeated } = file.choices
  return (
    <Section title={t('repeated.title', counted(repeatedRows))}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="min-w-0 text-muted">{t(`repeated.explain.${repeated}`)}</span>
        <Segmented
          label={t('repeated.title', counted(repeatedRows))}
          value={repeated}
          onChange={(value) => onOverride({ repeated: choices.find((choice) => choice === value) ?? 'skip' })}
          options={choices.map((value) => ({ value, label: t(`repeated.${value}`) }))}
        />
      </div>
    </Section>
  )
}
