/** Approvals: my queue, absences, policy. Loaded when somebody goes there. */
import type { ReactNode } from 'react'
import { ApprovalsScreen } from './approvals/ApprovalsScreen.tsx'
import { PlacesContext, type ApprovalsTab, type PurchasePlaces } from './context.ts'

export interface ApprovalsProps {
  readonly tab: ApprovalsTab
  readonly places: PurchasePlaces
  readonly status: ReactNode
}

export default function Approvals({ tab, places, status }: ApprovalsProps) {
  return (
    <PlacesContext value={places}>
      <ApprovalsScreen tab={tab} status={status} />
    </PlacesContext>
  )
}
