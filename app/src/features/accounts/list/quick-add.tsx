import { fault } from '@mutirao/documents'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useAccounts, useAccountsEdits } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, IconButton, Input } from '../../../ui/index.ts'
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
  const [made, setMade] = useState<{ readonly id: string; readonly name: string } | null>(null)
  const field = useFocusOnce<HTMLInputElement>()
  // Where one came from, and goes back to.
  const opener = useRef(document.activeElement)
  const close = () => {
    if (opener.current instanceof HTMLElement && !fault('CTA-21')) opener.current.focus()
    onClose()
  }
  const create = () => {
    const wanted = name.trim()
    if (wanted === '') return
    const known = store?.named(wanted)
    if (known) return onOpenAccount(known.id)
    const id = edits.create({ name: wanted })
    if (id === null) return
    setMade({ id, name: wanted })
    setName('')
    onMade('')
  }
  return (
    <form
      className="flex flex-none flex-wrap items-center gap-2 px-4 pb-2 phone:px-3.5"
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
          close()
        }}
        className="max-w-md"
      />
      <IconButton label={t('common:close')} onClick={close}>
        <X />
      </IconButton>
      {/* Among a thousand others it stands at the end of the list. */}
      {made === null || store?.account(made.id)?.deletedAt !== null ? null : (
        <Button size="sm" variant="plain" className="min-w-0" onClick={() => onOpenAccount(made.id)}>
          <span className="truncate">{t('openMade', { name: made.name })}</span>
        </Button>
      )}
    </form>
  )
}
