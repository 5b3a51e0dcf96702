import { parseName } from '@mutirao/documents'
import { useState, type FormEvent } from 'react'
import { call, isRecord, useMe } from '../engine/index.ts'
import { useTranslation, words, errorSentence } from '../i18n/index.ts'
import { Button, Dialog, Field, Input } from '../ui/index.ts'

/** A board is made by the server, so this is the one thing here that needs it. */
export default function NewBoard({
  onClose,
  onMade,
}: {
  readonly onClose: () => void
  readonly onMade: (boardId: string) => void
}) {
  const { t } = useTranslation(['shell', 'common'])
  const { workspace } = useMe()
  const [title, setTitle] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const create = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const path = `/api/workspaces/${encodeURIComponent(workspace.id)}/documents`
      const made = await call(path, { method: 'POST', body: { kind: 'board', title: title.trim() } })
      const parsed = isRecord(made) && typeof made['name'] === 'string' ? parseName(made['name']) : null
      if (parsed?.kind !== 'board') throw new TypeError('the server made something else')
      onMade(parsed.id)
    } catch (error) {
      setProblem(words.t('shell:newBoardFailed', { reason: errorSentence(error) }))
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // `create` handles its own failures.
    if (title.trim() !== '') void create()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('newBoard')}
      closeLabel={t('common:close')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form="new-board" busy={busy} disabled={title.trim() === ''}>
            {t('createBoard')}
          </Button>
        </>
      }
    >
      <form id="new-board" onSubmit={submit}>
        <Field label={t('newBoardName')} hint={t('newBoardHint')} error={problem}>
          {(control) => (
            <Input {...control} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
