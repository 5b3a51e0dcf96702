import { Building2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AccountsView } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { EmptyState, Skeleton } from '../../../ui/index.ts'

/** The accounts are not here (yet): says why. Null when they are. */
export function notHere(view: AccountsView): ReactNode {
  return view.store && view.phase === 'ready' ? null : <NotHere phase={view.phase} />
}

function NotHere({ phase }: { readonly phase: AccountsView['phase'] }) {
  const { t } = useTranslation('accounts')
  if (phase === 'opening' || phase === 'ready') return <NotReadYet />
  return (
    <EmptyState icon={<Building2 />} title={t('title')}>
      {phase === 'never-loaded' ? t('waiting') : t('forbidden')}
    </EmptyState>
  )
}

export function NotReadYet() {
  const { t } = useTranslation('common')
  return (
    <output aria-busy className="grid gap-2 p-4">
      <span className="sr-only">{t('loading')}</span>
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-10" />
      ))}
    </output>
  )
}
