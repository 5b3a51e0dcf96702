import { clsx } from 'clsx'
import { ChevronsUpDown, Kanban, Plus, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMe, usePeople, usePresence, useSession, useSessionState, type Door } from '../engine/index.ts'
import { useTranslation } from '../i18n/index.ts'
import { Avatar, IconButton, Kbd, Mark, Menu, MenuChoices, MenuLabel, inApp, paletteColor } from '../ui/index.ts'
import { openPalette } from '../view/commands.ts'
import { useFavourites } from '../view/own-settings.ts'
import { AccountMenu } from './account-menu.tsx'
import { boardsOf, type BoardEntry } from './boards.ts'
import type { NavigationPage } from './pages.ts'

export interface NavigationProps {
  readonly door: Door
  /** The board on the screen, or null. */
  readonly boardId: string | null
  readonly boardHref: (boardId: string) => string
  /** '' = whichever board comes first. */
  readonly onBoard: (boardId: string) => void
  readonly pages: readonly NavigationPage[]
  readonly onNewBoard: () => void
  readonly onShortcuts: () => void
}

/** Workspace, boards, people, me. Only what exists. */
export function Sidebar(props: NavigationProps) {
  const { t } = useTranslation(['shell', 'find'])
  const me = useMe()
  return (
    <nav
      aria-label={t('navigation')}
      className="flex w-[216px] flex-none flex-col gap-0.5 border-r border-line bg-sunken px-2 py-2.5"
    >
      <WorkspaceName />
      <button
        type="button"
        onClick={openPalette}
        className="mb-2 flex min-h-8 flex-none items-center gap-2 rounded-md border border-line bg-surface px-2 text-left text-soft hover:text-text touch:min-h-11"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="min-w-0 flex-1 truncate">{t('find:palette.label')}</span>
        <Kbd keys="mod+k" />
      </button>
      <Item
        href={props.boardHref(props.boardId ?? '')}
        current={props.boardId !== null}
        onGo={() => props.onBoard(props.boardId ?? '')}
      >
        <Kanban aria-hidden className="size-[15px] opacity-80" />
        {t('pipeline')}
      </Item>
      {props.pages.map((page) => (
        <Item key={page.id} href={page.href} current={page.current} onGo={page.onGo}>
          <span aria-hidden className="opacity-80 [&>svg]:size-[15px]">
            {page.icon}
          </span>
          {page.label}
          {page.badge}
        </Item>
      ))}
      <Favourites {...props} />
      <Boards {...props} />
      <People boardId={props.boardId} />
      <AccountMenu
        door={props.door}
        onShortcuts={props.onShortcuts}
        trigger={
          <button
            type="button"
            className="flex min-h-9 items-center gap-2 rounded-md px-2 text-left hover:bg-hover data-[state=open]:bg-hover"
          >
            <Avatar id={me.id} name={me.name} decorative />
            <span className="sr-only">{t('account')}: </span>
            <span className="min-w-0 flex-1 truncate">{me.name}</span>
            <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
          </button>
        }
      />
    </nav>
  )
}

function WorkspaceName() {
  const { t } = useTranslation('shell')
  const session = useSession()
  const state = useSessionState()
  if (state.kind !== 'signed-in') return null
  const name = (
    <>
      <Mark className="size-[22px] flex-none" />
      <span className="min-w-0 flex-1 truncate text-left">{state.workspace.name}</span>
    </>
  )
  const look = 'mb-2 flex items-center gap-2 rounded-md px-2 py-1.5 font-semibold'
  if (state.workspaces.length < 2) return <div className={look}>{name}</div>
  return (
    <Menu
      trigger={
        <button type="button" className={clsx(look, 'hover:bg-hover data-[state=open]:bg-hover')}>
          {name}
          <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
        </button>
      }
    >
      <MenuLabel>{t('workspace')}</MenuLabel>
      <MenuChoices
        value={state.workspace.id}
        onChange={(id) => session.chooseWorkspace(id)}
        options={state.workspaces.map((workspace) => ({ value: workspace.id, label: workspace.name }))}
      />
    </Menu>
  )
}

type BoardItemsProps = Pick<NavigationProps, 'boardId' | 'boardHref' | 'onBoard'> & {
  readonly boards: readonly BoardEntry[]
}
function BoardItems({ boards, boardId, boardHref, onBoard }: BoardItemsProps) {
  return (
    <div className="flex min-h-0 flex-col gap-0.5 overflow-y-auto">
      {boards.map((board) => (
        <Item
          key={board.id}
          quiet
          href={boardHref(board.id)}
          current={board.id === boardId}
          onGo={() => onBoard(board.id)}
        >
          <span aria-hidden className="size-2 flex-none rounded-[3px]" style={{ background: paletteColor(board.id) }} />
          <span className="truncate">{board.title}</span>
        </Item>
      ))}
    </div>
  )
}

/** What this person keeps at hand; nothing is shown until something is. */
function Favourites(props: NavigationProps) {
  const { t } = useTranslation('shell')
  const boards = useFavourites(boardsOf(usePeople()))
  if (boards.length === 0) return null
  return (
    <section aria-label={t('favourites')} className="mt-2 flex flex-none flex-col">
      <h2 className="px-2 py-1 text-xs font-medium text-muted">{t('favourites')}</h2>
      <BoardItems {...props} boards={boards} />
    </section>
  )
}

function Boards({ boardId, boardHref, onBoard, onNewBoard }: NavigationProps) {
  const { t } = useTranslation('shell')
  const me = useMe()
  const boards = boardsOf(usePeople())
  return (
    <section aria-label={t('boards')} className="mt-2 flex min-h-0 flex-col">
      <h2 className="flex items-center pr-0.5 pl-2 text-xs font-medium text-muted">
        <span className="flex-1 py-1">{t('boards')}</span>
        {me.role === 'viewer' ? null : (
          <IconButton size="sm" label={t('newBoard')} onClick={onNewBoard}>
            <Plus />
          </IconButton>
        )}
      </h2>
      <BoardItems boards={boards} {...{ boardId, boardHref, onBoard }} />
    </section>
  )
}

interface ItemProps {
  readonly href: string
  readonly current: boolean
  /** The current one is only darker: the place above it is already marked. */
  readonly quiet?: boolean
  readonly onGo: () => void
  readonly children: ReactNode
}
function Item({ href, current, quiet = false, onGo, children }: ItemProps) {
  return (
    <a
      href={href}
      aria-current={current ? 'page' : undefined}
      onClick={inApp(onGo)}
      className={clsx(
        'flex min-h-7 flex-none items-center gap-[9px] rounded-md px-2 touch:min-h-11',
        current ? 'font-medium text-text' : 'text-muted hover:bg-hover hover:text-text',
        current && (quiet ? 'hover:bg-hover' : 'bg-surface shadow-1'),
      )}
    >
      {children}
    </a>
  )
}

/** The team; those who have this board open stand first, with a mark. */
function People({ boardId }: { readonly boardId: string | null }) {
  const { t } = useTranslation('shell')
  const me = useMe()
  const { members } = usePeople()
  const others = [...members.values()].filter((member) => member.active && member.id !== me.id)
  return (
    <section aria-label={t('people')} className="mt-auto flex min-h-0 flex-col pt-3 pb-2">
      <h2 className="px-2 py-1 text-xs font-medium text-muted">{t('people')}</h2>
      {boardId === null ? (
        <PeopleList people={others} here={noneHere} />
      ) : (
        <PeopleOnBoard people={others} boardId={boardId} />
      )}
    </section>
  )
}

interface Known {
  readonly id: string
  readonly name: string
}
const noneHere: ReadonlySet<string> = new Set()

function PeopleOnBoard({ people, boardId }: { readonly people: readonly Known[]; readonly boardId: string }) {
  const here = new Set(usePresence(boardId).map((person) => person.id))
  return <PeopleList people={people} here={here} />
}

function PeopleList({ people, here }: { readonly people: readonly Known[]; readonly here: ReadonlySet<string> }) {
  const { t } = useTranslation('shell')
  const sorted = people.toSorted(
    (a, b) => Number(here.has(b.id)) - Number(here.has(a.id)) || a.name.localeCompare(b.name),
  )
  return (
    <ul className="flex max-h-52 min-h-0 flex-col overflow-y-auto">
      {sorted.map((person) => (
        <li
          key={person.id}
          className={clsx('flex min-h-6 items-center gap-2 px-2', here.has(person.id) ? 'text-text' : 'text-muted')}
        >
          <span className="relative flex">
            <Avatar id={person.id} name={person.name} size="xs" idle={!here.has(person.id)} decorative />
            {here.has(person.id) ? (
              <span
                title={t('here')}
                className="absolute -right-0.5 -bottom-0.5 size-2 rounded-full bg-green shadow-[0_0_0_1.5px_var(--sunken)]"
              />
            ) : null}
          </span>
          <span className="truncate">{person.name}</span>
          {here.has(person.id) ? <span className="sr-only">{t('here')}</span> : null}
        </li>
      ))}
    </ul>
  )
}
