/** The requests of one list, as columns by how they stand or as rows. */
import type { RequestFilterField } from '@mutirao/documents'
import { Archive, ClipboardList, Download, Ellipsis, LayoutGrid, ListTree, Plus } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { usePeople } from '../../../engine/index.ts'
import {
  listsIn,
  useListEdits,
  useListPresence,
  useRequestEditing,
  useRequestList,
  type ListView,
} from '../../../engine/purchase/index.ts'
import { formatList, useTranslation } from '../../../i18n/index.ts'
import type { ExportSource } from '../../../tables/write/source.ts'
import {
  AvatarStack,
  Button,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  Segmented,
  Select,
  Skeleton,
  useHotkeys,
  usePhone,
} from '../../../ui/index.ts'
import type { Finding, ViewsPort } from '../../../view/index.ts'
import { usePlaces, type Layout } from '../context.ts'
import type { ListRow } from '../model/rows.ts'
import { useNameOf } from '../parts.tsx'
import { Archived } from './Archived.tsx'
import { exportSource } from './export-source.ts'
import { useMoving } from './Moving.tsx'
import { RequestBoard } from './RequestBoard.tsx'
import type { RequestsProps } from './requests-props.ts'
import { RequestTable } from './RequestTable.tsx'
import { useListViews, useRows } from './use-rows.ts'

/** What the list gives to those who search it and take it out; the features meet in the routes. */
export interface Around {
  readonly find: (finding: Finding<RequestFilterField>, views: ViewsPort) => ReactNode
  /** Null while nobody exports. */
  readonly exporting: ((source: ExportSource) => ReactNode) | null
}

export interface ListScreenProps {
  readonly listId: string
  readonly layout: Layout
  readonly openId: string | null
  /** Hears which rows are on the screen, for walking from panel to panel. */
  readonly onRows: (ids: readonly string[]) => void
  /** Hears which request was just made here: it opens to be written. */
  readonly onMade: (requestId: string) => void
  readonly status: ReactNode
  readonly around: Around
}

export function ListScreen({ listId, layout, openId, onRows, onMade, status, around }: ListScreenProps) {
  const { t } = useTranslation('purchase')
  const list = useRequestList(listId)
  const edits = useListEdits(listId)
  const { onLayout, onExport } = usePlaces()
  const { rows, live, finding } = useRows(list)
  const views = useListViews(list)
  const nameOf = useNameOf()
  useEffect(() => onRows(rows.map(({ request }) => request.id)), [rows, onRows])
  const create = () => {
    const made = edits.create({ title: t('newTitle') })
    if (made !== null) onMade(made)
  }
  const moving = useMoving(listId, list)
  useHotkeys([
    { keys: 'n', label: t('keys.new'), run: create, disabled: list.readOnly },
    { keys: 'mod+z', label: t('keys.undo'), run: () => edits.undo() },
    { keys: 'mod+shift+z', label: t('keys.redo'), run: () => edits.redo() },
    { keys: 'mod+y', run: () => edits.redo() },
    { keys: '', label: t('exporting.title'), run: () => onExport(listId) },
    { keys: '', label: t('archived.view'), run: () => onLayout('archived'), disabled: layout === 'archived' },
  ])
  const meta = list.store?.meta()
  return (
    <div className="relative flex h-full flex-col" data-requests={listId} data-phase={list.phase}>
      {openId === null ? <OnTheList listId={listId} /> : null}
      <Head {...{ listId, list, layout, onLayout, status }} onNew={create} onExport={() => onExport(listId)} />
      {layout === 'archived' ? null : around.find(finding, views)}
      <Content
        {...{ listId, list, rows, layout, openId, onMove: moving.onMove }}
        isEmpty={live.length === 0}
        onNew={create}
      />
      {moving.dialog}
      {meta
        ? around.exporting?.(
            exportSource({ title: meta.title || t('title'), currency: meta.currency, shown: rows, live, nameOf }),
          )
        : null}
    </div>
  )
}

/** Tells the others that I look at the list. */
function OnTheList({ listId }: { readonly listId: string }) {
  useRequestEditing(listId, null, null)
  return null
}

interface HeadProps {
  readonly listId: string
  readonly list: ListView
  readonly layout: Layout
  readonly onLayout: (layout: Layout) => void
  readonly onNew: () => void
  readonly onExport: () => void
  readonly status: ReactNode
}

function Head({ listId, list, layout, onLayout, onNew, onExport, status }: HeadProps) {
  const { t } = useTranslation(['purchase', 'card'])
  const phone = usePhone()
  const here = useListPresence(listId)
  const count = list.store?.archived().length ?? 0
  return (
    <header className="flex min-h-[49px] flex-none items-center gap-2.5 border-b border-line px-4 py-2 phone:px-3.5 phone:pt-[calc(8px+env(safe-area-inset-top))]">
      <h1 className="sr-only">{t('title')}</h1>
      <ListPicker listId={listId} list={list} />
      {phone ? null : (
        <Segmented
          label={t('layout.label')}
          value={layout}
          onChange={(next) => onLayout(next === 'table' || next === 'archived' ? next : 'board')}
          options={[
            { value: 'board', label: t('layout.board'), icon: <LayoutGrid aria-hidden /> },
            { value: 'table', label: t('layout.table'), icon: <ListTree aria-hidden /> },
            {
              value: 'archived',
              label: count === 0 ? t('layout.archived') : `${t('layout.archived')} ${count}`,
              icon: <Archive aria-hidden />,
            },
          ]}
        />
      )}
      <span className="flex-1" />
      <AvatarStack
        people={here}
        max={phone ? 1 : 3}
        label={t('card:head.here', { names: formatList(here.map(({ name }) => name)) })}
      />
      {status}
      {phone ? (
        <PhoneMenu {...{ layout, onLayout, onExport }} />
      ) : (
        <IconButton quiet label={t('exporting.title')} onClick={onExport}>
          <Download />
        </IconButton>
      )}
      {list.readOnly ? null : phone ? (
        <IconButton label={t('new')} onClick={onNew}>
          <Plus />
        </IconButton>
      ) : (
        <Button variant="primary" icon={<Plus />} onClick={onNew}>
          {t('new')}
        </Button>
      )}
    </header>
  )
}

/** On a phone there is one layout, and what is archived. */
function PhoneMenu({ layout, onLayout, onExport }: Pick<HeadProps, 'layout' | 'onLayout' | 'onExport'>) {
  const { t } = useTranslation('purchase')
  return (
    <Menu
      align="end"
      trigger={
        <IconButton quiet label={t('listActions')}>
          <Ellipsis />
        </IconButton>
      }
    >
      {layout === 'archived' ? (
        <MenuItem icon={<LayoutGrid />} onSelect={() => onLayout('board')}>
          {t('layout.board')}
        </MenuItem>
      ) : (
        <MenuItem icon={<Archive />} onSelect={() => onLayout('archived')}>
          {t('archived.view')}
        </MenuItem>
      )}
      <MenuItem icon={<Download />} onSelect={onExport}>
        {t('exporting.title')}
      </MenuItem>
    </Menu>
  )
}

function ListPicker({ listId, list }: { readonly listId: string; readonly list: ListView }) {
  const { t } = useTranslation('purchase')
  const { onList } = usePlaces()
  const lists = listsIn(usePeople())
  const known = list.store?.meta().title ?? lists.find(({ id }) => id === listId)?.title ?? t('title')
  const title = known === '' ? t('title') : known
  if (lists.length < 2) return <span className="min-w-0 truncate text-md font-semibold phone:text-[17px]">{title}</span>
  return (
    <Select
      label={t('lists')}
      value={listId}
      onChange={onList}
      options={lists.map(({ id, title: name }) => ({ value: id, label: name }))}
      className="w-auto! max-w-60 font-semibold"
    />
  )
}

interface ContentProps {
  readonly listId: string
  readonly list: ListView
  readonly rows: readonly ListRow[]
  readonly layout: Layout
  readonly openId: string | null
  /** Nothing at all is there; what a query leaves out is told elsewhere. */
  readonly isEmpty: boolean
  readonly onNew: () => void
  readonly onMove: RequestsProps['onMove']
}

function Content({ listId, list, rows, layout, openId, isEmpty, onNew, onMove }: ContentProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const currency = list.store?.meta().currency ?? 'BRL'
  const nameOf = useNameOf()
  if (list.phase !== 'ready' || list.store === null) {
    if (list.phase === 'opening' || list.phase === 'ready')
      return (
        <output className="grid gap-2 p-4">
          <span className="sr-only">{t('common:loading')}</span>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="h-11" />
          ))}
        </output>
      )
    return <EmptyState icon={<ClipboardList />} title={t(`notHere.${list.phase}`)} />
  }
  if (layout === 'archived') return <Archived listId={listId} list={list} />
  if (isEmpty && rows.length === 0)
    return (
      <EmptyState
        icon={<ClipboardList />}
        title={t('empty.title')}
        action={
          list.readOnly ? undefined : (
            <Button variant="primary" icon={<Plus />} onClick={onNew}>
              {t('new')}
            </Button>
          )
        }
      >
        {t('empty.text')}
      </EmptyState>
    )
  const shared = { listId, list, rows, currency, openId, nameOf, onMove }
  return layout === 'table' ? <RequestTable {...shared} /> : <RequestBoard {...shared} />
}
