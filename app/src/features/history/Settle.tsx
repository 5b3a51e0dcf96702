/** The exits of a value that met another one, or how that ended. */
import { sayField, sayValue, type HistoryFact, type HistoryNames } from '@mutirao/documents'
import { useTranslation } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'

export interface SettleProps {
  readonly fact: HistoryFact
  readonly names: HistoryNames
  /** Null for those who may not edit. */
  readonly onSettle: ((how: 'kept' | 'lost') => void) | null
}

export function Settle({ fact, names, onSettle }: SettleProps) {
  const { t } = useTranslation('history')
  const { settled, conflict, path } = fact
  if (settled) {
    const name = names.person(settled.by) ?? settled.by
    return <p className="mt-0.5 text-sm text-soft">{t(`settledBy.${settled.how}`, { name })}</p>
  }
  if (!onSettle || !conflict) return null
  const field = path.at(-1) ?? ''
  const [kept, lost] = [sayValue(field, conflict.kept, names), sayValue(field, conflict.lost, names)]
  return (
    <fieldset aria-label={sayField(field, names)} className="mt-1 flex flex-wrap gap-1.5">
      <Button size="sm" onClick={() => onSettle('lost')}>
        <span className="max-w-48 truncate">{t('useLost', { value: lost })}</span>
      </Button>
      <Button size="sm" variant="plain" onClick={() => onSettle('kept')}>
        <span className="max-w-48 truncate">{t('keepKept', { value: kept })}</span>
      </Button>
    </fieldset>
  )
}
