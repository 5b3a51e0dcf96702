import { Suspense } from 'react'
import { StatusPill } from '../shell/status-pill.tsx'
import { useAccountPlaces } from './account-places.ts'
import { usePageControls } from './page-context.ts'
import { withWords } from '../i18n/index.ts'
import { lazyPart } from '../ui/index.ts'

const Accounts = lazyPart(withWords(() => import('../features/accounts/index.tsx')))

/** The list of accounts, or one of them. */
export function AccountsPage({ accountKey }: { readonly accountKey: string | null }) {
  const { places } = useAccountPlaces()
  const { onSignIn } = usePageControls()
  return (
    <Suspense fallback={null}>
      <Accounts accountKey={accountKey} places={places} status={<StatusPill onSignIn={onSignIn} />} />
    </Suspense>
  )
}
