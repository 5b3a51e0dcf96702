import { maxJustificationLength } from '@mutirao/documents'
import { useEffect, useRef, useState } from 'react'
import { useRequestEdits, type RequestDetailView } from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Textarea } from '../../../ui/index.ts'
import { Occupied } from '../../../view/detail/Occupied.tsx'
import { FieldHistory } from '../../../view/fields/Row.tsx'

export interface JustificationProps {
  readonly listId: string
  readonly requestId: string
  readonly detail: RequestDetailView
  readonly readOnly: boolean
}

/** Why it is needed. Written when the field is left, and when the panel closes under the cursor. */
export function Justification({ listId, requestId, detail, readOnly }: JustificationProps) {
  const { t } = useTranslation('purchase')
  const edits = useRequestEdits(listId, requestId)
  const stored = detail.details?.justification() ?? ''
  const [draft, setDraft] = useState<string | null>(null)
  const latest = useRef(draft)
  useEffect(() => {
    latest.current = draft
  })
  useEffect(
    () => () => {
      if (latest.current !== null) edits.justify(latest.current)
    },
    [edits],
  )
  const keep = () => {
    if (draft !== null && draft !== stored) edits.justify(draft)
    setDraft(null)
  }
  if (readOnly && stored === '') return null
  return (
    <section aria-label={t('field.justification')} className="border-t border-line px-5 py-3">
      <div className="group/field relative mb-1.5 w-fit pr-7">
        <h3>{t('field.justification')}</h3>
        <FieldHistory field="justification" label={t('field.justification')} />
      </div>
      <Occupied field="justification">
        <Textarea
          name="justification"
          aria-label={t('field.justification')}
          placeholder={t('hint.justification')}
          readOnly={readOnly}
          maxLength={maxJustificationLength}
          value={draft ?? stored}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && draft !== null && draft !== stored) {
              event.preventDefault()
              setDraft(null)
            }
          }}
        />
      </Occupied>
    </section>
  )
}
