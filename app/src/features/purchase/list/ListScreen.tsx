/** The requests of one list, as columns by how they stand or as rows. */
import { speaksFor } from '@mutirao/documents'
import { ClipboardList, LayoutGrid, ListTree, Plus } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useMe, usePeople } from '../../../engine/index.ts'
import {
  delegationsIn,
  listsIn,
  useListEdits,
  useListPresence,
  useRequestEditing,
  useRequestList,
  type ListView,
} from '../../../engine/purchase/index.ts'
import { formatList, useTranslation } from '../../../i18n/index.ts'
import {
  AvatarStack,
  Button,
  EmptyState,
  IconButton,
  SearchBox,
  Segmented,
  Select,
  Skeleton,
  useHotkeys,
  usePhone,
} from '../../../ui/index.ts'
import { usePlaces, type Layout } from '../context.ts'
import { findRows, rowsOf, scopes, type RequestRow, type Scope } from '../model/rows.ts'
import { useNameOf } from '../parts.tsx'
import { useMoving } from './Moving.tsx'
import { RequestBoard } from './RequestBoard.tsx'
import type { RequestsProps } from './requests-props.ts'
import { RequestTable } from './RequestTable.tsx'

export interface ListScreenProps {
  readonly listId: string
  readonly layout: Layout
  readonly openId: string | null
  /** Hears which rows are on the screen, for walking from panel to panel. */
  readonly onRows: (ids: readonly string[]) => void
  readonly status: ReactNode
}

export function ListScreen({ listId, layout, openId, onRows, status }: ListScreenProps) {
  const { t } = useTranslation('purchase')
  const list = useRequestList(listId)
  const edits = useListEdits(listId)
  const { onRequest, onLayout } = usePlaces()
  const [text, setText] = useState('')
  const [scope, setScope] = useState<Scope>('all')
  const search = useRef<HTMLInputElement>(null)
  const rows = useRows(list, useDeferredValue(text), scope)
  useEffect(() => onRows(rows.map(({ request }) => request.id)), [rows, onRows])
  const create = () => {
    const made = edits.create({ title: t('newTitle') })
    if (made !== null) onRequest(listId, made)
  }
  const moving = useMoving(listId, list)
  useHotkeys([
    { keys: '/', label: t('keys.search'), run: () => search.current?.focus() },
    { keys: 'n', label: t('keys.new'), run: create, disabled: list.readOnly },
    { keys: 'mod+z', label: t('keys.undo'), run: () => edits.undo() },
    { keys: 'mod+shift+z', label: t('keys.redo'), run: () => edits.redo() },
    { keys: 'mod+y', run: () => edits.redo() },
  ])
  return (
    <div className="flex h-full flex-col" data-requests={listId} data-phase={list.phase}>
      {openId === null ? <OnTheList listId={listId} /> : null}
      <Head listId={listId} list={list} onNew={create} layout={layout} onLayout={onLayout} status={status} />
      <div className="flex flex-none flex-wrap items-center gap-2 px-4 pt-3 pb-2 phone:px-3.5">
        <SearchBox
          label={t('keys.search')}
          placeholder={t('searchHint')}
          clearLabel={t('clearSearch')}
          text={text}
          onText={setText}
          inputRef={search}
        />
        <Segmented
          label={t('scope.label')}
          value={scope}
          onChange={(next) => setScope(scopes.find((known) => known === next) ?? 'all')}
          options={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
        />
      </div>
      <Content
        {...{ listId, list, rows, layout, openId, onMove: moving.onMove }}
        isFiltered={text !== '' || scope !== 'all'}
        onNew={create}
      />
      {moving.dialog}
    </div>
  )
}

/** Whether a request waits for this person at this moment. */
const waitsFor =
  (me: string, delegations: ReturnType<typeof delegationsIn>) =>
  ({ view }: RequestRow): boolean =>
    view !== null && view.level !== null && speaksFor(view, delegations, me, Date.now()).length > 0

/** The rows the person asked for, kept while nothing of the list changed. */
function useRows(list: ListView, text: string, scope: Scope): readonly RequestRow[] {
  const me = useMe().id
  const { store, ledger, version } = list
  const { members } = usePeople()
  const all = useMemo(() => {
    // The version stands for everything both stores answer.
    void version
    return rowsOf({ store, ledger })
  }, [store, ledger, version])
  return useMemo(() => {
    const delegations = ledger ? delegationsIn(ledger) : []
    return findRows(
      all,
      { text, scope, me, waitsForMe: waitsFor(me, delegations) },
      (id) => members.get(id)?.name ?? '',
    )
  }, [all, ledger, text, scope, me, members])
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
  readonly status: ReactNode
}

function Head({ listId, list, layout, onLayout, onNew, status }: HeadProps) {
  const { t } = useTranslation(['purchase', 'card'])
  const phone = usePhone()
  const here = useListPresence(listId)
  return (
    <header className="flex min-h-[49px] flex-none items-center gap-2.5 border-b border-line px-4 py-2 phone:px-3.5 phone:pt-[calc(8px+env(safe-area-inset-top))]">
      <h1 className="sr-only">{t('title')}</h1>
      <ListPicker listId={listId} list={list} />
      {phone ? null : (
        <Segmented
          label={t('layout.label')}
          value={layout}
          onChange={(next) => onLayout(next === 'table' ? 'table' : 'board')}
          options={[
            { value: 'board', label: t('layout.board'), icon: <LayoutGrid aria-hidden /> },
            { value: 'table', label: t('layout.table'), icon: <ListTree aria-hidden /> },
          ]}
        />
      )}
      <span className="flex-1" />
      <AvatarStack people={here} label={t('card:head.here', { names: formatList(here.map(({ name }) => name)) })} />
      {status}
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
  readonly rows: readonly RequestRow[]
  readonly layout: Layout
  readonly openId: string | null
  readonly isFiltered: boolean
  readonly onNew: () => void
  readonly onMove: RequestsProps['onMove']
}

function Content({ listId, list, rows, layout, openId, isFiltered, onNew, onMove }: ContentProps) {
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
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<ClipboardList />}
        title={isFiltered ? t('empty.filtered') : t('empty.title')}
        action={
          isFiltered || list.readOnly ? undefined : (
            <Button variant="primary" icon={<Plus />} onClick={onNew}>
              {t('new')}
            </Button>
          )
        }
      >
        {isFiltered ? undefined : t('empty.text')}
      </EmptyState>
    )
  const shared = { listId, list, rows, currency, openId, nameOf, onMove }
  return layout === 'table' ? <RequestTable {...shared} /> : <RequestBoard {...shared} />
}
