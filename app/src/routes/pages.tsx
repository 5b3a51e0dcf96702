import { Bell, Building2, ClipboardCheck, ClipboardList, History, ListChecks } from 'lucide-react'
import { useMe } from '../engine/index.ts'
import { WorkBadge } from '../features/work/index.ts'
import { useTranslation } from '../i18n/index.ts'
import type { NavigationPage } from '../shell/pages.ts'
import { useGo } from './go.ts'
import { useRouter } from './routing/react.tsx'
import { ApprovalsCount, NoticesCount } from './approvals-count.tsx'

/** Places of the app that are no board, as the navigation shows them. @param here the address on the screen */
export function usePages(here: string): readonly NavigationPage[] {
  const { t } = useTranslation(['shell', 'find'])
  const go = useGo()
  const router = useRouter()
  const { role } = useMe()
  const pages: readonly NavigationPage[] = [
    {
      id: 'work',
      label: t('find:work.title'),
      icon: <ListChecks aria-hidden />,
      badge: <WorkBadge />,
      href: router.href({ to: '/meu-trabalho' }),
      current: /^\/meu-trabalho(?:[/?#]|$)/.test(here),
      onGo: () => go({ to: '/meu-trabalho' }),
    },
    {
      id: 'accounts',
      label: t('pages.accounts'),
      icon: <Building2 aria-hidden />,
      href: router.href({ to: '/contas' }),
      current: /^\/contas(?:[/?#]|$)/.test(here),
      onGo: () => go({ to: '/contas' }),
    },
  ]
  const purchases: readonly NavigationPage[] = [
    {
      id: 'requests',
      label: t('pages.requests'),
      icon: <ClipboardList aria-hidden />,
      href: router.href({ to: '/solicitacoes' }),
      current: /^\/solicitacoes(?:[/?#]|$)/.test(here),
      onGo: () => go({ to: '/solicitacoes' }),
      inMenu: true,
    },
    {
      id: 'approvals',
      label: t('pages.approvals'),
      icon: <ClipboardCheck aria-hidden />,
      badge: <ApprovalsCount />,
      href: router.href({ to: '/aprovacoes' }),
      current: /^\/aprovacoes(?:[/?#]|$)/.test(here),
      onGo: () => go({ to: '/aprovacoes' }),
      inMenu: true,
    },
    {
      id: 'notices',
      label: t('pages.notices'),
      icon: <Bell aria-hidden />,
      badge: <NoticesCount onOpen={() => go({ to: '/avisos' })} />,
      href: router.href({ to: '/avisos' }),
      current: /^\/avisos(?:[/?#]|$)/.test(here),
      onGo: () => go({ to: '/avisos' }),
      inMenu: true,
    },
  ]
  if (role !== 'admin') return [...pages, ...purchases]
  return [
    ...pages,
    ...purchases,
    {
      id: 'history',
      label: t('pages.history'),
      icon: <History aria-hidden />,
      href: router.href({ to: '/admin/historico' }),
      current: /^\/admin\/historico(?:[/?#]|$)/.test(here),
      onGo: () => go({ to: '/admin/historico' }),
      wideOnly: true,
    },
  ]
}
