/**
 * The guided first minute: one line over the board that leads a newcomer of the demo. Takes no focus and covers nothing. All of
 * it stands on the left: an open card covers the right.
 */
import { Columns2, History, Plane, PlaneLanding, X } from 'lucide-react'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { openBeside, useEngine, useFlight, usePreference, type Beside } from '../../engine/index.ts'
import { errorSentence, useTranslation } from '../../i18n/index.ts'
import { announce, Button, IconButton, toast, usePhone } from '../../ui/index.ts'
import { after, guideKey, next, placeOf, steps, type Happening, type Place, type Step } from './steps.ts'
import { useHappenings } from './use-happenings.ts'

export interface FirstMinuteProps {
  readonly boardId: string
  /** Null while the server cannot be asked. */
  readonly beside: Beside | null
  /** Opens the history of a card. */
  readonly onHistory: (cardId: string) => void
}

export default function FirstMinute({ boardId, beside, onHistory }: FirstMinuteProps) {
  const [kept, keep] = usePreference(guideKey)
  const place = placeOf(kept)
  // The last words stay until they are put away, in this tab only.
  const [ending, setEnding] = useState(false)
  const go = useCallback(
    (to: Place, ends = false) => {
      keep(to)
      if (to === 'done') setEnding(ends)
    },
    [keep],
  )
  const tell = useCallback(
    (happening: Happening) => {
      const to = after(place, happening)
      if (to !== place) go(to, true)
    },
    [place, go],
  )
  const { lastMoved } = useHappenings(boardId, place, beside, tell)
  const showHistory = () => {
    const cardId = lastMoved()
    if (cardId !== null) onHistory(cardId)
    tell('history-opened')
  }
  const dismiss = () => {
    go('done')
    // The line goes and takes the focus with it.
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
  }
  if (place === 'done') return ending ? <Ending onClose={dismiss} /> : null
  const name = beside?.name.split(' ')[0] ?? 'Bruno'
  return (
    <Line step={place} name={name} onSkip={() => go(next(place), true)} onDismiss={dismiss}>
      <Action step={place} beside={beside} name={name} onHistory={showHistory} />
    </Line>
  )
}

interface LineProps {
  readonly step: Step
  readonly name: string
  readonly onSkip: () => void
  readonly onDismiss: () => void
  readonly children: ReactNode
}

function Line({ step, name, onSkip, onDismiss, children }: LineProps) {
  const { t } = useTranslation('guide')
  const phone = usePhone()
  const flying = useFlight().kind !== 'ground'
  const text = step === 'fly' && flying ? t('flyingText') : t(`${step}.text`, { name })
  const how = step === 'move' ? t(phone ? 'move.phone' : 'move.how') : step === 'fly' && flying ? '' : t(`${step}.how`)
  const count = t('count', { at: steps.indexOf(step) + 1, of: steps.length })
  useEffect(() => announce(`${count}: ${text}`), [count, text])
  return (
    <Strip label={t('label')} step={step}>
      <Dots at={steps.indexOf(step)} said={count} />
      <p className="min-w-0 phone:order-first phone:basis-full">
        <b className="font-semibold text-text">{text}</b> <span className="text-muted">{how}</span>
      </p>
      {children}
      <Button size="sm" variant="plain" onClick={onSkip}>
        {t('skip')}
      </Button>
      <IconButton size="sm" label={t('dismiss')} quiet className="phone:ml-auto" onClick={onDismiss}>
        <X />
      </IconButton>
    </Strip>
  )
}

function Ending({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('guide')
  const phone = usePhone()
  const text = t('end.text')
  useEffect(() => announce(text), [text])
  return (
    <Strip label={t('label')} step="done">
      <Dots at={steps.length} said="" />
      <p className="min-w-0">
        <b className="font-semibold text-text">{text}</b>{' '}
        {phone ? null : <span className="text-muted">{t('end.how')}</span>}
      </p>
      <Button size="sm" variant="primary" onClick={onClose}>
        {t('end.close')}
      </Button>
    </Strip>
  )
}

function Strip(props: { readonly label: string; readonly step: Place; readonly children: ReactNode }) {
  return (
    <section
      aria-label={props.label}
      data-guide={props.step}
      className="motion-rise flex min-h-11 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-brand-weak px-4 py-1.5 text-sm"
    >
      {props.children}
    </section>
  )
}

/** How far it goes. */
function Dots({ at, said }: { readonly at: number; readonly said: string }) {
  return (
    <span className="flex shrink-0 items-center gap-1">
      {said === '' ? null : <span className="sr-only">{said}</span>}
      {steps.map((step, index) => (
        <i
          key={step}
          aria-hidden
          className={`h-1.5 rounded-full transition-[width] motion-reduce:transition-none ${
            index === at ? 'w-4 bg-brand' : index < at ? 'w-1.5 bg-brand' : 'w-1.5 bg-line-strong'
          }`}
        />
      ))}
    </span>
  )
}

interface ActionProps {
  readonly step: Step
  readonly beside: Beside | null
  readonly name: string
  readonly onHistory: () => void
}

/** One button, whatever the step: who pressed it keeps the focus when the next one begins. */
function Action({ step, beside, name, onHistory }: ActionProps) {
  const { t } = useTranslation(['guide', 'shell'])
  const { flight } = useEngine()
  const state = useFlight()
  if (step === 'move') return null
  const flying = state.kind === 'flying'
  const open = () => {
    if (beside === null) return
    openBeside(beside).catch((error: unknown) => toast({ message: errorSentence(error), tone: 'warning' }))
  }
  const faces = {
    beside: { icon: <Columns2 />, label: t('shell:beside', { name }), run: open },
    watch: { icon: <Columns2 />, label: t('watch.again', { name }), run: open },
    fly: flying
      ? { icon: <PlaneLanding />, label: t('shell:flight.land'), run: () => flight.land() }
      : { icon: <Plane />, label: t('shell:flight.takeOff'), run: () => flight.takeOff() },
    history: { icon: <History />, label: t('history.open'), run: onHistory },
  }
  const face = faces[step]
  return (
    <Button size="sm" variant={step === 'watch' ? 'ghost' : 'primary'} icon={face.icon} onClick={face.run}>
      {face.label}
    </Button>
  )
}
