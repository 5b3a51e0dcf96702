/** The way through the pipeline: where the card is, and one click to any other stage. */
import { clsx } from 'clsx'
import type { StageSnapshot } from '@mutirao/documents'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { useCardContext } from '../context.ts'

export interface StepsProps {
  readonly stages: readonly StageSnapshot[]
  /** Where the card is shown; '' while its stage does not exist. */
  readonly stageId: string
  readonly onMove: (stage: StageSnapshot) => void
}

export function Steps({ stages, stageId, onMove }: StepsProps) {
  const { t } = useTranslation('card')
  const { readOnly, card } = useCardContext()
  const current = useRef<HTMLButtonElement>(null)
  const live = stages.filter((stage) => stage.id !== '')
  const at = live.findIndex((stage) => stage.id === stageId)
  useEffect(() => {
    // On a phone the row is wider than the screen.
    current.current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [stageId])
  return (
    <ol
      aria-label={t('stage.label')}
      className="-mx-5 flex gap-[3px] overflow-x-auto px-5 py-px [scrollbar-width:none]"
    >
      {live.map((stage, i) => {
        const now = i === at
        const passed = at >= 0 && i < at && stage.kind === 'open' && live[at]?.kind !== 'lost'
        return (
          <li
            key={stage.id}
            className="flex-[1_0_auto] first:[&>button]:rounded-l-md last:[&>button]:rounded-r-md phone:min-w-[84px]"
          >
            <button
              ref={now ? current : undefined}
              type="button"
              disabled={readOnly || card.deletedAt !== null}
              aria-current={now ? 'step' : undefined}
              aria-label={now ? t('stage.current', { stage: stage.name }) : t('stage.move', { stage: stage.name })}
              title={stage.name}
              onClick={() => (now ? undefined : onMove(stage))}
              className={clsx(
                'h-[26px] w-full px-1.5 whitespace-nowrap text-xs font-medium transition-colors touch:h-11',
                now && stage.kind === 'lost' && 'bg-red-weak text-red',
                now && stage.kind !== 'lost' && 'bg-brand text-on-brand',
                !now &&
                  passed &&
                  'bg-brand-weak text-brand enabled:hover:brightness-95 dark:enabled:hover:brightness-125',
                !now && !passed && 'bg-sunken text-muted enabled:hover:bg-hover enabled:hover:text-text',
              )}
            >
              <span className="mx-auto block max-w-44 truncate">{stage.name}</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
