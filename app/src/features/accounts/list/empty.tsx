import { Building2, Plus, SearchX } from 'lucide-react'
import { useAccountsEdits } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, EmptyState } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'

interface EmptyListProps {
  readonly text: string
  /** There are accounts, the search finds none of them. */
  readonly any: boolean
  readonly readOnly: boolean
  readonly onClear: () => void
  readonly onAdd: () => void
}

export function EmptyList({ text, any, readOnly, onClear, onAdd }: EmptyListProps) {
  const { t } = useTranslation('accounts')
  const edits = useAccountsEdits()
  const { onOpenAccount } = usePlaces()
  const name = text.trim()
  const create = () => {
    const accountId = edits.create({ name })
    if (accountId !== null) onOpenAccount(accountId)
  }
  if (any || name !== '')
    return (
      <EmptyState
        icon={<SearchX />}
        title={t('empty.found')}
        action={
          <>
            <Button onClick={onClear}>{t('empty.clear')}</Button>
            {readOnly ? null : (
              <Button variant="primary" icon={<Plus />} onClick={create} className="max-w-full whitespace-normal">
                {t('empty.create', { name })}
              </Button>
            )}
          </>
        }
      >
        {t('empty.foundText', { text: name })}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<Building2 />}
      title={t('empty.title')}
      action={
        readOnly ? null : (
          <Button variant="primary" icon={<Plus />} onClick={onAdd}>
            {t('add')}
          </Button>
        )
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}
