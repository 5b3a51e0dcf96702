/** The title as a heading that can be typed in. */
import { clsx } from 'clsx'
import { useId } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { useCardContext } from '../context.ts'
import { useFieldMessage } from '../../../view/fields/Message.tsx'
import { Occupied } from '../../../view/detail/Occupied.tsx'
import { useDraft } from '../../../view/fields/use-draft.ts'
import { parseTitle } from '../../../parse/typed.ts'

export function TitleField() {
  const { t } = useTranslation('card')
  const { t: common } = useTranslation('common')
  const { card, edits, readOnly } = useCardContext()
  const draft = useDraft({
    stored: card.title,
    parse: parseTitle,
    onWrite: (title) => (title === null ? undefined : void edits.setField(card.id, 'title', title)),
  })
  const { message, wrong } = useFieldMessage(draft, card.title)
  const note = useId()
  return (
    <div>
      <Occupied field="title" className="-mx-2">
        <textarea
          {...draft.bind}
          rows={1}
          name="title"
          aria-label={t('field.title')}
          aria-invalid={wrong || undefined}
          aria-describedby={message === null ? undefined : note}
          value={draft.focused ? draft.text : card.title}
          placeholder={common('untitled')}
          readOnly={readOnly}
          className={clsx(
            'block field-sizing-content max-h-40 w-full resize-none rounded-md bg-transparent px-2 py-1 text-lg font-semibold outline-none [overflow-wrap:anywhere] touch:text-lg',
            'hover:bg-hover focus:bg-surface focus:shadow-[inset_0_0_0_2px_var(--brand)] read-only:hover:bg-transparent aria-invalid:shadow-[inset_0_0_0_2px_var(--red)]',
          )}
        />
      </Occupied>
      {message === null ? null : (
        <div
          id={note}
          role={wrong ? 'alert' : undefined}
          className={clsx('text-sm', wrong ? 'text-red' : 'text-amber')}
        >
          {message}
        </div>
      )}
    </div>
  )
}
