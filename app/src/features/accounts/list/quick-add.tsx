import { X } from 'lucide-react'
import { useState } from 'react'
import { useAccounts, useAccountsEdits } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { IconButton, Input } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { useFocusOnce } from '../parts/use-focus.ts'

/** A name and Enter; the next one may follow. A name that is there already opens that account instead. */
export function QuickAdd({
  onClose,
  onMade,
}: {
  readonly onClose: () => void
  readonly onMade: (name: string) => void
}) {
  const { t } = useTranslation(['accounts', 'common'])
  const { store } = useAccounts()
  const edits = useAccountsEdits()
  const { onOpenAccount } = usePlaces()
  const [name, setName] = useState('')
  const field = useFocusOnce<HTMLInputElement>()
  const create = () => {
    const wanted = name.trim()
    if (wanted === '') return
    const known = store?.named(wanted)
    if (known) return onOpenAccount(known.id)
    if (edits.create({ name: wanted }) === null) return
    setName('')
    onMade('')
  }
  return (
    <form
      className="flex flex-none items-center gap-2 px-4 pb-2 phone:px-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        create()
      }}
    >
      <Input
        ref={field}
        aria-label={t('addName')}
        placeholder={t('addHint')}
        value={name}
        maxLength={1000}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          onClose()
        }}
        className="max-w-md"
      />
      <IconButton label={t('common:close')} onClick={onClose}>
        <X />
      </IconButton>
    </form>
  )
}
