/** What waits for my word, in all lists; who speaks for whom while away; by which policy. */
import type { ReactNode } from 'react'
import { useMe } from '../../../engine/index.ts'
import { useApprovals } from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Segmented, usePhone } from '../../../ui/index.ts'
import { usePlaces, type ApprovalsTab } from '../context.ts'
import { Absences } from './Absences.tsx'
import { PolicyEditor } from './PolicyEditor.tsx'
import { Queue } from './Queue.tsx'

export interface ApprovalsScreenProps {
  readonly tab: ApprovalsTab
  readonly status: ReactNode
}

export function ApprovalsScreen({ tab, status }: ApprovalsScreenProps) {
  const { t } = useTranslation('purchase')
  const phone = usePhone()
  const me = useMe()
  const approvals = useApprovals()
  const { onApprovals } = usePlaces()
  const count = approvals.queue.filter(({ said }) => said === null).length
  const tabs = [
    { value: 'queue', label: t('approvalsTab.queue', { count }) },
    { value: 'absences', label: t('approvalsTab.absences') },
    { value: 'policy', label: t('approvalsTab.policy') },
  ]
  return (
    <div className="flex h-full min-h-0 flex-col" data-screen="approvals">
      <header className="flex min-h-[49px] flex-none flex-wrap items-center gap-2.5 border-b border-line px-4 py-2 phone:px-3.5 phone:pt-[calc(8px+env(safe-area-inset-top))]">
        <h1 className="text-md phone:text-[17px]">{t('approvals.title')}</h1>
        {phone ? <span className="flex-1" /> : null}
        {phone ? status : null}
        <Segmented
          label={t('approvals.title')}
          value={tab}
          onChange={(next) => onApprovals(next === 'absences' || next === 'policy' ? next : 'queue')}
          options={tabs}
        />
        {phone ? null : <span className="flex-1" />}
        {phone ? null : status}
      </header>
      {tab === 'queue' ? <Queue approvals={approvals} /> : null}
      {tab === 'absences' ? <Absences me={me.id} leads={me.role === 'admin' || me.role === 'manager'} /> : null}
      {tab === 'policy' ? <PolicyEditor mayChange={me.role === 'admin'} /> : null}
    </div>
  )
}
