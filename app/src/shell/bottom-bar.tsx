import { clsx } from 'clsx'
import { CircleUser, Kanban, LayoutList, Plus, Search } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useMe, usePeople } from '../engine/index.ts'
import { useTranslation } from '../i18n/index.ts'
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from '../ui/index.ts'
import { openPalette } from '../view/commands.ts'
import { AccountMenu } from './account-menu.tsx'
import { boardsOf } from './boards.ts'
import type { NavigationProps } from './sidebar.tsx'

/** The phone's navigation: the pipeline, other boards, me. */
export function BottomBar(props: NavigationProps) {
  const { t } = useTranslation(['shell', 'find'])
  const me = useMe()
  const boards = boardsOf(usePeople())
  const further = props.pages.filter((page) => page.inMenu === true)
  return (
    <nav
      aria-label={t('navigation')}
      className="flex h-[calc(var(--bottom-bar)+env(safe-area-inset-bottom))] flex-none justify-around border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      <BarButton icon={<Kanban />} current={props.boardId !== null} onClick={() => props.onBoard(props.boardId ?? '')}>
        {t('pipeline')}
      </BarButton>
      {props.pages
        .filter((page) => page.wideOnly !== true && page.inMenu !== true)
        .map((page) => (
          <BarButton key={page.id} icon={page.icon} current={page.current} onClick={page.onGo}>
            {page.label}
          </BarButton>
        ))}
      <Menu
        side="top"
        align="center"
        trigger={
          <BarButton icon={<LayoutList />} current={further.some(({ current }) => current)}>
            {t('pages.more')}
          </BarButton>
        }
      >
        <MenuItem icon={<Search />} onSelect={openPalette}>
          {t('find:palette.label')}
        </MenuItem>
        {further.map((page) => (
          <MenuItem key={page.id} icon={page.icon} onSelect={page.onGo}>
            {page.label}
            {page.badge}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuLabel>{t('boards')}</MenuLabel>
        <MenuChoices
          value={props.boardId ?? ''}
          onChange={props.onBoard}
          options={boards.map((board) => ({ value: board.id, label: board.title }))}
        />
        {me.role === 'viewer' ? null : (
          <>
            <MenuSeparator />
            <MenuItem icon={<Plus />} onSelect={props.onNewBoard}>
              {t('newBoard')}
            </MenuItem>
          </>
        )}
      </Menu>
      <AccountMenu
        door={props.door}
        onShortcuts={props.onShortcuts}
        trigger={<BarButton icon={<CircleUser />}>{t('account')}</BarButton>}
      />
    </nav>
  )
}

interface BarButtonProps extends ComponentProps<'button'> {
  readonly icon: ReactNode
  readonly current?: boolean
}
function BarButton({ icon, current = false, children, ...button }: BarButtonProps) {
  return (
    <button
      type="button"
      {...button}
      aria-current={current ? 'page' : undefined}
      className={clsx(
        'flex min-w-18 flex-col items-center justify-center gap-0.5 px-2 text-xs data-[state=open]:text-brand [&>svg]:size-[17px]',
        current ? 'text-brand' : 'text-muted',
      )}
    >
      {icon}
      {children}
    </button>
  )
}
