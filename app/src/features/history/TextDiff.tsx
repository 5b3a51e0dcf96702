import type { TextSplice } from '@mutirao/documents'
import { useTranslation } from '../../i18n/index.ts'

/** One place of a text that changed, between the words that stand around it. */
export function TextDiff({ splice }: { readonly splice: TextSplice }) {
  const { t } = useTranslation('history')
  const { lead, removed, inserted, tail } = splice
  return (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {lead === '' ? null : <span className="text-soft">…{lead}</span>}
      {removed === '' ? null : (
        <del className="rounded-xs bg-red-weak text-red">
          <span className="sr-only">{t('removed')}: </span>
          {removed}
        </del>
      )}
      {inserted === '' ? null : (
        <ins className="rounded-xs bg-brand-weak text-brand no-underline">
          <span className="sr-only">{t('inserted')}: </span>
          {inserted}
        </ins>
      )}
      {tail === '' ? null : <span className="text-soft">{tail}…</span>}
    </p>
  )
}
