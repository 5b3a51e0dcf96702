import { Building2 } from 'lucide-react'
import { useEffect, useMemo, type ReactNode } from 'react'
import type { AccountSnapshot, AccountsStore } from '@mutirao/documents'
import { useAccounts, useAllBoards, type AllBoards } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, EmptyState } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { nameOfKey, ownCards, type OwnCards } from '../model/rows.ts'
import { DuplicatesOf } from '../merge/of-account.tsx'
import { notHere } from '../parts/frame.tsx'
import { useUndoKeys } from '../parts/undo-keys.ts'
import { Boards } from './boards.tsx'
import { Bar, Head, NameOnlyHead } from './head.tsx'
import { People } from './people.tsx'

/** One account, or a name on cards that could become one. `accountKey`: its id, or `~` and the name. */
export function AccountPage({ accountKey, status }: { readonly accountKey: string; readonly status: ReactNode }) {
  const view = useAccounts()
  const boards = useAllBoards()
  const { store, version } = view
  useUndoKeys()
  const target = useTarget(store, version, accountKey)
  const own = useMemo(() => {
    // `version` stands for everything the store answers.
    void version
    return ownCards(store, boards, target)
  }, [store, version, boards, target])
  const waiting = notHere(view)
  if (waiting !== null || !store) return <Around status={status}>{waiting}</Around>
  const name = nameOfKey(target)
  const account = name === null ? store.account(target) : undefined
  if (name !== null)
    return (
      <Around status={status}>
        <NameOnlyHead name={name} own={own} readOnly={view.readOnly} />
        <Boards own={own} boards={boards} />
      </Around>
    )
  if (!account)
    return (
      <Around status={status}>
        <Missing />
      </Around>
    )
  return (
    <Known
      account={account}
      store={store}
      version={version}
      own={own}
      boards={boards}
      readOnly={view.readOnly}
      status={status}
      key={account.id}
    />
  )
}

/** Merged accounts lead to the one that stayed, names to the account that has them: the address follows. */
function useTarget(store: AccountsStore | null, version: number, key: string): string {
  const { onOpenAccount } = usePlaces()
  const target = useMemo(() => {
    void version
    const name = nameOfKey(key)
    if (!store) return key
    return name === null ? (store.account(key) ? store.survivorOf(key) : key) : (store.named(name)?.id ?? key)
  }, [store, version, key])
  useEffect(() => {
    if (target !== key) onOpenAccount(target, true)
  }, [target, key, onOpenAccount])
  return target
}

interface KnownProps {
  readonly account: AccountSnapshot
  readonly store: AccountsStore
  readonly version: number
  readonly own: readonly OwnCards[]
  readonly boards: AllBoards
  readonly readOnly: boolean
  readonly status: ReactNode
}

function Known({ account, store, version, own, boards, readOnly, status }: KnownProps) {
  return (
    <Around status={status} account={account} store={store} readOnly={readOnly}>
      <Head account={account} own={own} readOnly={readOnly} />
      {readOnly ? null : <DuplicatesOf account={account} store={store} version={version} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-6 wide:grid-cols-[minmax(0,1fr)_minmax(280px,360px)] snug:grid-cols-[minmax(0,1fr)]">
        <Boards own={own} boards={boards} />
        <People accountId={account.id} contacts={store.contactsOf(account.id)} own={own} readOnly={readOnly} />
      </div>
    </Around>
  )
}

interface AroundProps extends Partial<Pick<KnownProps, 'account' | 'store' | 'readOnly'>> {
  readonly status: ReactNode
  readonly children: ReactNode
}
function Around({ children, ...bar }: AroundProps) {
  return (
    <div className="flex h-full flex-col">
      <Bar {...bar} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-[1080px] grid-cols-[minmax(0,1fr)] gap-6 px-6 py-5 phone:px-3.5">
          {children}
        </div>
      </div>
    </div>
  )
}

function Missing() {
  const { t } = useTranslation('accounts')
  const { onList } = usePlaces()
  return (
    <EmptyState
      icon={<Building2 />}
      title={t('missingAccount.title')}
      action={<Button onClick={onList}>{t('back')}</Button>}
    >
      {t('missingAccount.text')}
    </EmptyState>
  )
}
