/** The sentence under a field: why the text was refused, or what a colleague put there meanwhile. */
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import type { FieldProblem } from '../../parse/typed.ts'
import type { DraftField } from './use-draft.ts'

/** @param stored the stored value as it is read, '' when empty */
export function useFieldMessage(
  draft: DraftField<FieldProblem>,
  stored: string,
): { readonly message: ReactNode; readonly wrong: boolean } {
  const { t } = useTranslation('card')
  const { refusal } = draft
  if (refusal) {
    const reason = t(`wrong.${refusal.problem}`, { text: refusal.text.trim().slice(0, 40) })
    if (draft.focused && draft.text === refusal.text) return { message: reason, wrong: true }
    return {
      message: stored === '' ? t('wrong.keptEmpty', { reason }) : t('wrong.kept', { reason, value: stored }),
      wrong: !draft.focused || draft.text === refusal.text,
    }
  }
  if (!draft.overtaken) return { message: null, wrong: false }
  const message = (
    <>
      {stored === '' ? t('overtaken.textEmpty') : t('overtaken.text', { value: stored })}{' '}
      {/* Before the blur of the field, which would write what is typed. */}
      <button
        type="button"
        className="font-medium underline underline-offset-2"
        onPointerDown={(event) => event.preventDefault()}
        onClick={draft.restore}
      >
        {t('overtaken.use')}
      </button>
    </>
  )
  return { message, wrong: false }
}
