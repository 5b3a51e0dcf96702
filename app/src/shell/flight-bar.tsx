import { Check, Plane, PlaneLanding, X } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { useEngine, useFlight, type Receipt } from '../engine/index.ts'
import { formatNumber, useTranslation, withWords } from '../i18n/index.ts'
import { announce, Button, IconButton, lazyPart } from '../ui/index.ts'
import { seconds } from './seconds.ts'

const FlightReceipt = lazyPart(withWords(() => import('./flight-receipt.tsx')))

/** One line while the network of this tab is cut, and after landing until the receipt was read. */
export function FlightBar() {
  const { t } = useTranslation(['shell', 'common'])
  const { flight } = useEngine()
  const state = useFlight()
  if (state.kind === 'flying')
    return (
      <Bar tone="blue" icon={<Plane aria-hidden />}>
        <span className="min-w-0 flex-1">
          <b className="font-semibold">{t('flight.flying')}</b>{' '}
          <span className="phone:hidden">{t('flight.flyingText')} </span>
          <span className="whitespace-nowrap">{t('flight.kept', counted(state.edits))}</span>
        </span>
        <Button size="sm" variant="primary" icon={<PlaneLanding />} onClick={() => flight.land()}>
          {t('flight.land')}
        </Button>
      </Bar>
    )
  if (state.kind === 'landing')
    return (
      <Bar tone="blue" icon={<PlaneLanding aria-hidden className="motion-breathe" />}>
        <span className="flex-1">
          {t('flight.landing', { done: formatNumber(state.edits - state.left), total: formatNumber(state.edits) })}
        </span>
      </Bar>
    )
  return state.receipt ? <Landed receipt={state.receipt} /> : null
}

const counted = (count: number) => ({ count, formatted: formatNumber(count) })

function Landed({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation(['shell', 'common'])
  const { flight } = useEngine()
  const [open, setOpen] = useState(false)
  const said =
    receipt.edits === 0
      ? t('flight.landedNothing')
      : t('flight.landed', { ...counted(receipt.edits), seconds: seconds(receipt.landingMs) })
  useEffect(() => announce(said), [said])
  return (
    <Bar tone="green" icon={<Check aria-hidden />}>
      <span className="min-w-0 flex-1">{said}</span>
      {receipt.edits === 0 ? null : (
        <Button size="sm" onClick={() => setOpen(true)}>
          {t('flight.receipt')}
        </Button>
      )}
      <IconButton size="sm" label={t('common:close')} onClick={() => flight.putAway()}>
        <X />
      </IconButton>
      <Suspense fallback={null}>
        {open ? <FlightReceipt receipt={receipt} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </Bar>
  )
}

function Bar({
  tone,
  icon,
  children,
}: {
  readonly tone: 'blue' | 'green'
  readonly icon: React.ReactNode
  readonly children: React.ReactNode
}) {
  const look = tone === 'blue' ? 'bg-blue-weak text-blue' : 'bg-green-weak text-green'
  return (
    <output
      className={`motion-rise flex min-h-9 flex-none items-center gap-2.5 px-4 py-1 text-sm [&>svg]:size-4 [&>svg]:shrink-0 ${look}`}
    >
      {icon}
      {children}
    </output>
  )
}
