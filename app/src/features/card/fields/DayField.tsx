/** A day of the card: typed in any usual form, or picked in the browser's calendar. */
import { useTranslation } from '../../../i18n/index.ts'
import { DayInput } from '../../../view/fields/DayInput.tsx'
import { useCardContext } from '../context.ts'

export interface DayFieldProps {
  readonly field: 'closeOn' | 'nextActivityOn'
  /** Shown as late when the day has passed. */
  readonly canBeLate: boolean
}

export function DayField({ field, canBeLate }: DayFieldProps) {
  const { t } = useTranslation('card')
  const { card, edits } = useCardContext()
  return (
    <DayInput
      field={field}
      label={t(`field.${field}`)}
      placeholder={t(`hint.${field}`)}
      day={card[field]}
      canBeLate={canBeLate}
      onWrite={(value) => void edits.setField(card.id, field, value)}
    />
  )
}
