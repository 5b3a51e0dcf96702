import type { AccountsStore } from '@mutirao/documents'
import { Command } from 'cmdk'
import { useTranslation } from '../../../i18n/index.ts'
import { fold } from '../../../parse/fold.ts'
import { Dialog } from '../../../ui/index.ts'

interface PickProps {
  readonly store: AccountsStore
  readonly accountId: string
  readonly onPick: (accountId: string) => void
  readonly onClose: () => void
}

/** Another account, by typing. */
export function PickAccount({ store, accountId, onPick, onClose }: PickProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const name = store.account(accountId)?.name ?? ''
  return (
    <Dialog open onClose={onClose} title={t('merge.pick', { name })} closeLabel={t('common:close')} size="md">
      <Command
        label={t('merge.pick', { name })}
        filter={(value, search) => (fold(value).includes(fold(search)) ? 1 : 0)}
      >
        <Command.Input
          placeholder={t('merge.pickHint')}
          className="w-full border-b border-line bg-transparent px-2 py-1.5 outline-none"
        />
        <Command.List className="max-h-72 overflow-y-auto pt-1">
          <Command.Empty className="px-2 py-1.5 text-muted">{t('merge.pickNone')}</Command.Empty>
          {store
            .accounts()
            .filter(({ id }) => id !== accountId)
            .map((account) => (
              <Command.Item
                key={account.id}
                value={`${account.name} ${account.id}`}
                onSelect={() => onPick(account.id)}
                className="flex min-h-8 cursor-default items-center rounded-sm px-2 py-1 data-[selected=true]:bg-hover touch:min-h-11"
              >
                <span className="truncate">{account.name}</span>
              </Command.Item>
            ))}
        </Command.List>
      </Command>
    </Dialog>
  )
}
