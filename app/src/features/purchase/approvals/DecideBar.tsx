import type { Answer } from '@mutirao/documents'
import type { Queued } from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Kbd, usePhone } from '../../../ui/index.ts'

export interface DecideBarProps {
  readonly about: readonly Queued[]
  readonly waiting: number
  readonly isMany: boolean
  readonly onWord: (word: Answer) => void
  readonly onClear: (() => void) | null
}

const words: readonly {
  readonly word: Answer
  readonly keys: string
  readonly variant: 'primary' | 'ghost' | 'danger'
}[] = [
  { word: 'approve', keys: 'a', variant: 'primary' },
  { word: 'return', keys: 'd', variant: 'ghost' },
  { word: 'reject', keys: 'r', variant: 'danger' },
  { word: 'grant_reopening', keys: 'a', variant: 'primary' },
  { word: 'deny_reopening', keys: 'r', variant: 'ghost' },
]

/** Where the thumb is; on a desktop at the right edge, where no toast stands in the way. */
export function DecideBar({ about, waiting, isMany, onWord, onClear }: DecideBarProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const phone = usePhone()
  const [only] = about
  if (!isMany && only && only.said !== null) return <p className="py-1.5 text-muted">{t('approvals.said')}</p>
  return (
    <fieldset
      aria-label={t('approvals.actions')}
      className="flex min-w-0 flex-wrap items-center gap-2 wide:justify-end"
    >
      {isMany ? (
        <span className="w-full font-medium wide:mr-auto wide:w-auto" aria-live="polite">
          {t('approvals.chosen', { count: about.length })}
        </span>
      ) : null}
      {words
        .filter(({ word }) => about.some(({ answers }) => answers.includes(word)))
        .map(({ word, keys, variant }) => (
          <Button
            key={word}
            variant={variant}
            disabled={waiting === 0}
            aria-keyshortcuts={keys}
            onClick={() => onWord(word)}
            className={phone ? 'flex-1' : undefined}
          >
            {t(`action.${word}`)}
            {phone ? null : <Key keys={keys} inverted={variant === 'primary'} />}
          </Button>
        ))}
      {onClear ? (
        <Button variant="plain" onClick={onClear}>
          {t('common:cancel')}
        </Button>
      ) : null}
    </fieldset>
  )
}

/** For the eyes: the button has its name, and `aria-keyshortcuts`. */
const Key = (props: { readonly keys: string; readonly inverted: boolean }) => (
  <span aria-hidden className="contents">
    <Kbd {...props} />
  </span>
)
