import { accountsName } from '@mutirao/documents'
import { useMemo } from 'react'
import { useEngine, useMe } from '../engine/index.ts'
import type { AccountPlaces } from '../features/accounts/index.tsx'
import type { AccountLinks } from '../view/account-links.tsx'
import { useGo } from './go.ts'
import { useRouter } from './routing/react.tsx'

/** The addresses of accounts and of cards, for the screens of accounts (`places`) and for those that lead there (`links`). */
export function useAccountPlaces(): { readonly places: AccountPlaces; readonly links: AccountLinks } {
  const go = useGo()
  const router = useRouter()
  const { workspaceId } = useEngine()
  const { role } = useMe()
  return useMemo(() => {
    const account = (key: string) => ({ to: '/contas/$accountKey', params: { accountKey: key } }) as const
    const card = (boardId: string, cardId: string) =>
      ({ to: '/funil/$boardId', params: { boardId }, search: { card: cardId } }) as const
    const places: AccountPlaces = {
      accountHref: (key) => router.href(account(key)),
      onOpenAccount: (key, replace = false) => go({ ...account(key), replace }),
      cardHref: (boardId, cardId) => router.href(card(boardId, cardId)),
      onOpenCard: (boardId, cardId) => go(card(boardId, cardId)),
      onList: () => go({ to: '/contas' }),
      onHistory:
        role === 'admin'
          ? () => go({ to: '/admin/historico', search: { documento: accountsName(workspaceId) } })
          : null,
    }
    // The page of a name leads on to its account, when there is one.
    const links = {
      href: (name: string) => places.accountHref(`~${name}`),
      open: (name: string) => places.onOpenAccount(`~${name}`),
    }
    return { places, links }
  }, [go, router, role, workspaceId])
}
