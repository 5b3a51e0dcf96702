/** Two moments side by side: which they are, the way to hold one and go on, and what lies between. */
import { GitCompareArrows, Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatBrief, useTranslation } from '../../../i18n/index.ts'
import { Button, EmptyState, Select, Skeleton } from '../../../ui/index.ts'
import { choicesOf } from './marks.ts'
import type { Comparison, Side } from './use-comparison.ts'
import type { Inspected } from './use-inspected.ts'

export interface ComparingProps<V> {
  readonly inspected: Inspected<V>
  readonly comparison: Comparison<V>
  /** What lies between the two, as far as it can be said. */
  readonly children: (earlier: Side<V>, later: Side<V>) => ReactNode
}

export function Comparing<V>({ inspected, comparison, children }: ComparingProps<V>) {
  const { t } = useTranslation('inspector')
  const { held, named, other, choose, hold, state } = inspected
  const choices = choicesOf(held, named)
  const { shown } = state
  const label = (name: string) => `${t('compareWith')}: ${name}`
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-2 px-5 pt-3">
        <Select
          label={t('compareWith')}
          className="max-w-80"
          value={other === null ? '' : String(other.seq)}
          onChange={(next) => choose(choices.find(({ seq }) => String(seq) === next) ?? null)}
          options={[
            { value: '', label: label(t('now')) },
            ...choices.map(({ seq, atMs, name }) => ({
              value: String(seq),
              label: label(name ?? t('heldMoment', { moment: formatBrief(atMs) })),
              ...(name === null ? { icon: <Pin aria-hidden className="size-3.5 text-brand" /> } : {}),
            })),
          ]}
        />
        <Button
          icon={<Pin />}
          disabled={shown === null || shown.at.seq === other?.seq}
          onClick={() => (shown ? hold({ atMs: shown.at.atMs, seq: shown.at.seq }) : undefined)}
        >
          {t('hold')}
        </Button>
      </div>
      {comparison.kind === 'ready' ? (
        <>
          <output className="block px-5 pt-2 text-sm text-muted">
            {t('between', { from: comparison.earlier.label, to: comparison.later.label })}
          </output>
          {children(comparison.earlier, comparison.later)}
        </>
      ) : (
        <NotYet comparison={comparison} />
      )}
    </>
  )
}

function NotYet({ comparison }: { readonly comparison: Exclude<Comparison<unknown>, { kind: 'ready' }> }) {
  const { t } = useTranslation('inspector')
  if (comparison.kind === 'reading')
    return (
      <div className="min-h-0 flex-1">
        <Skeleton className="m-5 h-40" />
      </div>
    )
  if (comparison.kind === 'failed')
    return (
      <p role="alert" className="px-5 py-4 text-amber">
        {comparison.why}
      </p>
    )
  return (
    <EmptyState icon={<GitCompareArrows />} title={t(comparison.kind === 'same' ? 'sameMoment' : 'chooseMoment')}>
      {t(comparison.kind === 'same' ? 'sameMomentText' : 'chooseMomentText')}
    </EmptyState>
  )
}
