/** How days and amounts are to be read, asked only where the file leaves a doubt. */
import { useTranslation } from '../../../i18n/index.ts'
import { Segmented } from '../../../ui/index.ts'
import type { OpenFile, Overrides } from '../flow-state.ts'
import type { Target } from '../plan/targets.ts'
import { Section } from './Section.tsx'

export interface FormatsProps {
  readonly file: OpenFile
  readonly onOverride: (change: Partial<Overrides>) => void
}

export function Formats({ file, onOverride }: FormatsProps) {
  const { t } = useTranslation('importing')
  const { dateOrder, numberStyle } = file.description
  const sample = (form: RegExp, ...wanted: Target[]) =>
    file.targets
      .flatMap((target, i) =>
        target !== null && wanted.includes(target) ? (file.summary.columns[i]?.samples ?? []) : [],
      )
      .find((cell) => form.test(cell))
  const asksDates = dateOrder === 'ambiguous' || dateOrder === 'mixed'
  const grouped = numberStyle === null ? sample(/^\D*\d{1,3}[.,]\d{3}\D*$/u, 'value') : undefined
  if (!asksDates && grouped === undefined) return null
  const example = sample(/^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}/u, 'closeOn', 'nextActivityOn') ?? '03/04/2026'
  return (
    <Section title={t('formats.title')}>
      {asksDates ? (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span>{t('formats.dates', { example })}</span>
          <Segmented
            label={t('formats.dates', { example })}
            value={file.choices.dateStyle}
            onChange={(value) => onOverride({ dateStyle: value === 'mdy' ? 'mdy' : 'dmy' })}
            options={[
              { value: 'dmy', label: t('formats.dmy') },
              { value: 'mdy', label: t('formats.mdy') },
            ]}
          />
          {dateOrder === 'mixed' ? <p className="text-sm text-amber">{t('formats.mixed')}</p> : null}
        </div>
      ) : null}
      {grouped === undefined ? null : (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span>{t('formats.numbers')}</span>
          <Segmented
            label={t('formats.numbers')}
            value={file.choices.numberStyle ?? (grouped.includes('.') ? 'comma' : 'dot')}
            onChange={(value) => onOverride({ numberStyle: value === 'dot' ? 'dot' : 'comma' })}
            options={[
              { value: 'comma', label: t('formats.comma') },
              { value: 'dot', label: t('formats.dot') },
            ]}
          />
        </div>
      )}
    </Section>
  )
}
