/** Where a file is dropped or chosen, and where it is said why one could not be read. */
import { clsx } from 'clsx'
import { FileSpreadsheet, FileWarning } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'
import type { ImportState } from '../flow-state.ts'

export interface ChooseStepProps {
  readonly state: Extract<ImportState, { step: 'choose' | 'reading' }>
  readonly onFile: (file: File) => void
}

/** The first thing to do here; the dialog would else put the focus on its cross. */
const focusOnce = (button: HTMLButtonElement | null): void => button?.focus()

export function ChooseStep({ state, onFile }: ChooseStepProps) {
  const { t } = useTranslation('importing')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const reading = state.step === 'reading'
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={clsx(
        'grid justify-items-center gap-2 rounded-xl border border-dashed px-6 py-10 text-center transition-colors',
        over ? 'border-brand bg-brand-weak' : 'border-line-strong bg-sunken',
      )}
    >
      <FileSpreadsheet
        aria-hidden
        className={clsx('size-8', over ? 'text-brand' : 'text-faint', reading && 'motion-breathe')}
      />
      <p className="text-md font-medium touch:hidden">{reading ? t('choose.reading') : t('choose.drop')}</p>
      <p className="text-soft touch:hidden">{reading ? '\u00a0' : t('choose.or')}</p>
      <Button ref={focusOnce} variant="primary" busy={reading} onClick={() => input.current?.click()}>
        {t('choose.pick')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,.xlsm,text/csv,text/tab-separated-values,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        className="hidden"
        aria-label={t('choose.pick')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file chosen again must be read again.
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
      <p className="mt-1 max-w-[44ch] text-sm text-muted">{t('choose.hint')}</p>
      {state.step === 'choose' ? <Refusal state={state} /> : null}
    </div>
  )
}

function Refusal({ state }: { readonly state: Extract<ImportState, { step: 'choose' }> }) {
  const { t } = useTranslation('importing')
  if (state.problem === null && state.failure === null) return null
  const sentence =
    state.problem === null ? t('choose.failed', { reason: state.failure ?? '' }) : t(`fileProblem.${state.problem}`)
  return (
    <p
      role="alert"
      className="mt-2 flex max-w-[52ch] items-start gap-2 rounded-md bg-red-weak px-3 py-2 text-left text-red"
    >
      <FileWarning aria-hidden className="mt-px size-4 shrink-0" />
      {sentence}
    </p>
  )
}
