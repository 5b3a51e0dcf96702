import { fault } from '@mutirao/documents'
import { Plus } from 'lucide-react'
import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react'
import { useAccounts, useAllBoards, usePreference } from '../../../engine/index.ts'
import { formatList, formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Button, IconButton, SearchBox, Select, useHotkeys, usePhone } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { DuplicatesBanner } from '../merge/banner.tsx'
import { accountRows, findRows, sortings, type Sorting } from '../model/rows.ts'
import { notHere, NotReadYet } from '../parts/frame.tsx'
import { useUndoKeys } from '../parts/undo-keys.ts'
import { EmptyList } from './empty.tsx'
import { List } from './list.tsx'
import { QuickAdd } from './quick-add.tsx'

/** Every customer of the workspace: accounts, and names that so far are on cards only. */
export function AccountsScreen({ status }: { readonly status: ReactNode }) {
  const { t } = useTranslation('accounts')
  const phone = usePhone()
  const view = useAccounts()
  const boards = useAllBoards()
  const { onOpenAccount } = usePlaces()
  const [text, setText] = useState('')
  const [kept, setKept] = usePreference('accounts.sort')
  const sorting: Sorting = sortings.find((known) => known === kept) ?? 'open'
  const [adding, setAdding] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const asked = useDeferredValue(text)
  const { store, version, readOnly } = view
  const rows = useMemo(() => {
    // `version` stands for everything the store answers.
    void version
    return accountRows(store, boards)
  }, [store, version, boards])
  const found = useMemo(
    () => findRows(rows, asked, sorting, (id) => store?.contactsOf(id) ?? []),
    [rows, asked, sorting, store],
  )
  useUndoKeys()
  useHotkeys([
    { keys: '/', label: t('keys.search'), run: () => search.current?.focus() },
    { keys: 'n', label: t('keys.add'), run: () => setAdding(true), disabled: readOnly },
  ])
  const waiting = notHere(view)
  const add = readOnly ? null : (
    <Button variant="primary" icon={<Plus />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-[49px] flex-none items-center gap-2.5 border-b border-line px-4 py-2 phone:px-3.5 phone:pt-[calc(8px+env(safe-area-inset-top))]">
        <h1 className="text-md phone:text-[17px]">{t('title')}</h1>
        {waiting === null ? <span className="text-muted tabular-nums">{formatNumber(rows.length)}</span> : null}
        <span className="flex-1" />
        {status}
        {phone ? (
          readOnly ? null : (
            <IconButton label={t('add')} onClick={() => setAdding(true)}>
              <Plus />
            </IconButton>
          )
        ) : (
          add
        )}
      </header>
      {waiting ?? (
        <>
          <div className="flex flex-none items-center gap-2 px-4 pt-3 pb-2 phone:px-3.5">
            <SearchBox
              label={t('search')}
              placeholder={t('keys.search')}
              clearLabel={t('empty.clear')}
              text={text}
              onText={setText}
              inputRef={search}
            />
            <Select
              label={t('sort.label')}
              value={sorting}
              onChange={(next) => setKept(next === 'open' ? null : next)}
              options={sortings.map((value) => ({ value, label: t(`sort.${value}`) }))}
              className="w-auto! min-w-40 phone:min-w-0"
            />
          </div>
          {adding ? <QuickAdd onClose={() => setAdding(false)} onMade={setText} /> : null}
          <DuplicatesBanner store={store} version={version} readOnly={readOnly} />
          <Progress opening={boards.opening} missing={boards.missing} />
          {rows.length === 0 && boards.opening > 0 && !fault('CTA-19') ? (
            <NotReadYet />
          ) : found.length === 0 ? (
            <EmptyList
              text={text}
              any={rows.length > 0}
              readOnly={readOnly}
              onClear={() => setText('')}
              onAdd={() => setAdding(true)}
            />
          ) : (
            <List rows={found} onOpen={(key) => onOpenAccount(key)} />
          )}
        </>
      )}
    </div>
  )
}

/** Sums are those of the boards read so far: said until they are all there. */
function Progress({ opening, missing }: { readonly opening: number; readonly missing: readonly string[] }) {
  const { t } = useTranslation('accounts')
  const sentence =
    opening > 0
      ? t('opening', { count: opening })
      : missing.length > 0
        ? t('missing', { boards: formatList(missing) })
        : ''
  return sentence === '' ? null : <output className="block px-4 pb-2 text-sm text-muted">{sentence}</output>
}
