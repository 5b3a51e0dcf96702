import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import type { AccountPlaces } from '../features/accounts/index.tsx'
import { StatusPill } from '../shell/status-pill.tsx'
import { useGo } from './go.ts'
import { usePageControls } from './page-context.ts'

const Accounts = lazy(() => import('../features/accounts/index.tsx'))

/** The list of accounts, or one of them. */
export function AccountsPage({ accountKey }: { readonly accountKey: string | null }) {
  const go = useGo()
  const router = useRouter()
  const { onSignIn } = usePageControls()
  const places = useMemo((): AccountPlaces => {
    const account = (key: string) => ({ to: '/contas/$accountKey', params: { accountKey: key } }) as const
    const card = (boardId: string, cardId: string) =>
      ({ to: '/funil/$boardId', params: { boardId }, search: { card: cardId } }) as const
    return {
      accountHref: (key) => router.buildLocation(account(key)).href,
      onOpenAccount: (key, replace = false) => go({ ...account(key), replace }),
      cardHref: (boardId, cardId) => router.buildLocation(card(boardId, cardId)).href,
      onOpenCard: (boardId, cardId) => go(card(boardId, cardId)),
      onList: () => go({ to: '/contas' }),
    }
  }, [go, router])
  return (
    <Suspense fallback={null}>
      <Accounts accountKey={accountKey} places={places} status={<StatusPill onSignIn={onSignIn} />} />
    </Suspense>
  )
}
