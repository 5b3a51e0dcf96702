import type { ReactNode } from 'react'
import { errorSentence, formatBrief, useTranslation } from '../../../i18n/index.ts'
import { isBeforeAll, type MomentsState } from './moments.ts'

export interface BannerProps {
  readonly state: MomentsState<unknown>
  readonly problem: string | null
  /** What lies between the moment and now, in a sentence. */
  readonly children: ReactNode
}

/** Says which moment this is and what lies between it and now, or what went wrong. */
export function Banner({ state, problem, children }: BannerProps) {
  const { t } = useTranslation('inspector')
  const wrong = state.error === null ? problem : isBeforeAll(state.error) ? t('beforeAll') : errorSentence(state.error)
  if (wrong !== null)
    return (
      <p role="alert" className="flex-none bg-amber-weak px-4 py-2 text-amber">
        {wrong}
      </p>
    )
  if (state.askedMs === null || state.shown === null) return null
  return (
    <output aria-busy={state.busy} className="block flex-none bg-amber-weak px-4 py-2 text-amber">
      {t('youSee', { moment: formatBrief(state.askedMs) })} {children}
    </output>
  )
}
