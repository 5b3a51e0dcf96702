import {
  Archive,
  Columns3,
  Ellipsis,
  Eye,
  FileDown,
  FileUp,
  Keyboard,
  Plus,
  Rows2,
  Rows3,
  SquareKanban,
  Star,
  Table2,
  UsersRound,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { usePresence, useStoreKey } from '../../engine/index.ts'
import { formatList, formatNumber, useTranslation } from '../../i18n/index.ts'
import {
  AvatarStack,
  Button,
  IconButton,
  Menu,
  MenuItem,
  Segmented,
  Tooltip,
  useHotkeys,
  usePhone,
} from '../../ui/index.ts'
import { useBoardQuery } from '../../view/index.ts'
import { useDensity, useFavourite } from '../../view/own-settings.ts'
import { BoardTitle } from './board-title.tsx'
import { useBoardContext } from './context.ts'

export type BoardTab = 'board' | 'table' | 'archived'
const tabs: readonly BoardTab[] = ['board', 'table', 'archived']

export interface HeaderProps {
  readonly tab: BoardTab
  readonly onTab: (tab: BoardTab) => void
  readonly onAdd: () => void
  readonly onImport: () => void
  readonly onExport: () => void
  readonly onFields: () => void
  readonly onShortcuts: () => void
  readonly viewOnly: boolean
  /** The status pill. */
  readonly status: ReactNode
}

/** Name of the board, its two views, who is here, and what to do next. */
export function Header({
  tab,
  onTab,
  onAdd,
  onImport,
  onExport,
  onFields,
  onShortcuts,
  viewOnly,
  status,
}: HeaderProps) {
  const { t } = useTranslation(['board', 'common'])
  const { boardId, store, readOnly } = useBoardContext()
  const phone = usePhone()
  const [density, setDensity] = useDensity()
  const { query, setQuery } = useBoardQuery()
  const grouped = query.group === 'owner'
  const archivedCount = useStoreKey(store, 'archived', (board) => board.archived().length)
  // What stands in the menu and has no keys is found by its words, in the palette.
  useHotkeys([
    { keys: '', label: t('exportFile'), run: onExport },
    { keys: '', label: t('importCsv'), run: onImport, disabled: readOnly },
    { keys: '', label: t('fieldsMenu'), run: onFields, disabled: readOnly },
  ])
  const menu = (
    <Menu
      align="end"
      trigger={
        <IconButton quiet label={t('common:more')}>
          <Ellipsis />
        </IconButton>
      }
    >
      {readOnly ? null : (
        <MenuItem icon={<FileUp />} onSelect={onImport}>
          {t('importCsv')}
        </MenuItem>
      )}
      {phone ? <FavouriteItem boardId={boardId} /> : null}
      <MenuItem icon={<FileDown />} onSelect={onExport}>
        {t('exportFile')}
      </MenuItem>
      <MenuItem
        icon={density === 'compact' ? <Rows2 /> : <Rows3 />}
        onSelect={() => setDensity(density === 'compact' ? 'comfortable' : 'compact')}
      >
        {density === 'compact' ? t('comfortable') : t('compact')}
      </MenuItem>
      {phone ? null : (
        <MenuItem
          icon={<UsersRound />}
          onSelect={() => setQuery((before) => ({ ...before, group: grouped ? 'none' : 'owner' }))}
        >
          {grouped ? t('ungroup') : t('groupByOwner')}
        </MenuItem>
      )}
      {readOnly ? null : (
        <MenuItem icon={<Columns3 />} onSelect={onFields}>
          {t('fieldsMenu')}
        </MenuItem>
      )}
      {phone && tab !== 'table' ? (
        <MenuItem icon={<Table2 />} onSelect={() => onTab('table')}>
          {t('table')}
        </MenuItem>
      ) : null}
      {tab === 'board' ? null : (
        <MenuItem icon={<SquareKanban />} onSelect={() => onTab('board')}>
          {t('board')}
        </MenuItem>
      )}
      {tab === 'archived' ? null : (
        <MenuItem icon={<Archive />} onSelect={() => onTab('archived')}>
          {t('keys.archivedView')}
        </MenuItem>
      )}
      {phone ? null : (
        <MenuItem icon={<Keyboard />} shortcut="?" onSelect={onShortcuts}>
          {t('keys.sheet')}
        </MenuItem>
      )}
    </Menu>
  )
  return (
    <header className="flex min-h-[49px] flex-none items-center gap-2.5 border-b border-line px-4 py-2 snug:flex-wrap snug:gap-y-1 phone:px-3.5 phone:pt-[calc(8px+env(safe-area-inset-top))]">
      <BoardTitle />
      {phone ? null : <Favourite boardId={boardId} />}
      {phone ? null : (
        <span className="flex snug:order-2">
          <Segmented
            label={t('board')}
            value={tab}
            onChange={(next) => onTab(tabs.find((one) => one === next) ?? 'board')}
            options={[
              { value: 'board', label: t('board') },
              { value: 'table', label: t('table') },
              {
                value: 'archived',
                label: archivedCount > 0 ? `${t('archivedView')} ${formatNumber(archivedCount)}` : t('archivedView'),
              },
            ]}
          />
        </span>
      )}
      {viewOnly ? <ViewOnly /> : null}
      <span className="flex-1 snug:order-1 snug:basis-full" />
      {status}
      <Here boardId={boardId} />
      {phone || readOnly || tab !== 'board' ? null : (
        <Button variant="primary" icon={<Plus />} className="snug:order-2 snug:ml-auto" onClick={onAdd}>
          {t('newCard')}
        </Button>
      )}
      {menu}
    </header>
  )
}

function ViewOnly() {
  const { t } = useTranslation(['board', 'common'])
  return (
    <Tooltip
      label={t('readOnlyHint')}
      trigger={
        <span className="inline-flex items-center gap-1 rounded-md border border-line px-2 py-0.5 text-sm whitespace-nowrap text-muted">
          <Eye aria-hidden className="size-3.5" />
          <span className="phone:sr-only">{t('readOnly')}</span>
        </span>
      }
    />
  )
}

function Here({ boardId }: { readonly boardId: string }) {
  const { t } = useTranslation(['board', 'common'])
  const people = usePresence(boardId)
  const phone = usePhone()
  // The board's name comes first where there is little room.
  return (
    <AvatarStack
      people={people}
      max={phone ? 1 : 3}
      label={t('hereNow', { names: formatList(people.map((person) => person.name)) })}
    />
  )
}

/** Kept at hand: the board then stands under "Favoritos" too, on all devices of this person only. */
function Favourite({ boardId }: { readonly boardId: string }) {
  const { t } = useTranslation('board')
  const [is, toggle] = useFavourite(boardId)
  return (
    <IconButton
      size="sm"
      label={is ? t('unfavourite') : t('favourite')}
      aria-pressed={is}
      onClick={toggle}
      className="-ml-1.5"
    >
      <Star className={is ? 'fill-current text-amber' : ''} />
    </IconButton>
  )
}

/** The same where the head has no room for it. */
function FavouriteItem({ boardId }: { readonly boardId: string }) {
  const { t } = useTranslation('board')
  const [is, toggle] = useFavourite(boardId)
  return (
    <MenuItem icon={<Star className={is ? 'fill-current' : ''} />} onSelect={toggle}>
      {is ? t('unfavourite') : t('favourite')}
    </MenuItem>
  )
}
