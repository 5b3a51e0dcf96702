import { clsx } from 'clsx'
import { Download, LogIn, Plane, PlaneLanding, RefreshCw, TriangleAlert } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import {
  useEngine,
  useFlight,
  useNetwork,
  useNotices,
  usePending,
  usePeople,
  type SyncStatus,
} from '../engine/index.ts'
import { formatAgo, formatBytes, formatMoment, useTranslation, words } from '../i18n/index.ts'
import { Button } from '../ui/index.ts'
import { FilesWaiting } from './files-waiting.tsx'
import { titleOf } from '../view/document-title.ts'
import { noticeSentence } from './notices.ts'
import { flightLook, statusLooks, useStatusWords } from './status-words.tsx'

const inks = {
  green: 'text-green',
  blue: 'text-blue',
  red: 'text-red',
  amber: 'text-amber',
  grey: 'text-muted',
  violet: 'text-violet',
}

export interface StatusPanelProps {
  readonly status: SyncStatus
  readonly onSignIn: () => void
}

/** Behind the pill: what it means, what still waits and where, when all was last saved, and what can be done about it. */
export function StatusPanel({ status, onSignIn }: StatusPanelProps) {
  const { t } = useTranslation('files')
  const flying = useFlight().kind === 'flying' && status.state === 'offline'
  const said = useStatusWords(status, flying)
  const look = flying ? flightLook : statusLooks[status.state]
  return (
    <div className="grid gap-3 p-4">
      <div>
        <h2 className={clsx('flex items-center gap-2 text-md [&>svg]:size-4', inks[look.tone])}>
          {look.icon}
          {said.long}
        </h2>
        <p className="mt-1 text-muted">{said.explain}</p>
      </div>
      <StorageWarning />
      <Pending />
      <FilesWaiting title={(list) => <Section title={t('status.title')}>{list}</Section>} />
      <Notices />
      <Facts />
      <Actions state={status.state} onSignIn={onSignIn} />
    </div>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="border-t border-line pt-3">
      <h3 className="mb-1 text-xs font-medium text-soft">{title}</h3>
      {children}
    </section>
  )
}

function Pending() {
  const { t } = useTranslation(['shell', 'sync'])
  const engine = useEngine()
  const { documents } = usePeople()
  const pending = usePending().filter((document) => document.edits > 0)
  return (
    <Section title={t('sync:pendingTitle')}>
      {pending.length === 0 ? <p className="text-muted">{t('sync:pendingNone')}</p> : null}
      <ul className="max-h-48 overflow-y-auto">
        {pending.map((document) => (
          <li key={document.name} className="flex items-baseline gap-3 py-0.5">
            <span className="min-w-0 flex-1 truncate">{titleOf(document.name, documents, engine)}</span>
            <span className="whitespace-nowrap text-blue">{t('sync:pendingEdits', { count: document.edits })}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Notices() {
  const { t } = useTranslation(['shell', 'sync'])
  const engine = useEngine()
  const notices = useNotices().filter((notice) => notice.type !== 'storage')
  if (notices.length === 0) return null
  return (
    <Section title={t('sync:noticesTitle')}>
      <ul className="grid max-h-40 gap-1 overflow-y-auto">
        {notices.map((notice, index) => (
          // Notices only ever join at the end and are cleared together.
          <li key={index} className="flex gap-2 text-amber">
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span>{noticeSentence(notice, engine)}</span>
          </li>
        ))}
      </ul>
      <Button size="sm" className="mt-2" onClick={() => engine.clearNotices()}>
        {t('sync:noticesClear')}
      </Button>
    </Section>
  )
}

function StorageWarning() {
  const { t } = useTranslation(['shell', 'sync'])
  // Every change of it comes as a notice.
  useNotices()
  const state = useEngine().client.storage()
  if (state === 'ok') return null
  return (
    <p className="flex gap-2 rounded-lg bg-red-weak px-3 py-2 text-red">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      {t(`status.storageState.${state}`)}
    </p>
  )
}

function Facts() {
  const { t } = useTranslation(['shell', 'sync'])
  const { lastSavedAtMs } = useNetwork()
  const nowMs = useNow()
  const used = useEstimate()
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 border-t border-line pt-3">
      <dt className="text-muted">{t('sync:lastSync')}</dt>
      <dd className="text-right" title={lastSavedAtMs === null ? undefined : formatMoment(lastSavedAtMs)}>
        {lastSavedAtMs === null ? t('sync:never') : formatAgo(lastSavedAtMs, nowMs)}
      </dd>
      <dt className="text-muted">{t('sync:storage')}</dt>
      <dd className="text-right">{used ?? t('sync:storageUnknown')}</dd>
    </dl>
  )
}

function Actions({ state, onSignIn }: { readonly state: SyncStatus['state']; readonly onSignIn: () => void }) {
  const { t } = useTranslation(['shell', 'sync'])
  const { client } = useEngine()
  const { enabled } = useNetwork()
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-3">
      {state === 'signed-out' ? (
        <Button variant="primary" icon={<LogIn />} onClick={onSignIn}>
          {t('signIn')}
        </Button>
      ) : state === 'update-required' ? (
        <Button variant="primary" icon={<Download />} onClick={() => location.reload()}>
          {t('update.action')}
        </Button>
      ) : (
        <Button
          variant={state === 'saved' ? 'ghost' : 'primary'}
          icon={<RefreshCw />}
          disabled={!enabled}
          onClick={() => client.syncNow()}
        >
          {t('sync:syncNow')}
        </Button>
      )}
      <FlightSwitch />
    </div>
  )
}

/** "Teste do avião": cuts the network of this tab, and gives it back. */
function FlightSwitch() {
  const { t } = useTranslation(['shell', 'sync'])
  const { flight } = useEngine()
  const state = useFlight()
  const flying = state.kind === 'flying'
  return (
    <Button
      variant="plain"
      icon={flying ? <PlaneLanding /> : <Plane />}
      aria-pressed={flying}
      title={t('flight.hint')}
      disabled={state.kind === 'landing'}
      onClick={() => (flying ? flight.land() : flight.takeOff())}
    >
      {flying ? t('flight.land') : t('flight.takeOff')}
    </Button>
  )
}

/** The present moment, once a second: for "há 3 s" while the panel is open. */
function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}

function useEstimate(): string | null {
  const { local } = useEngine()
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    local.estimate().then(
      ({ usedBytes, quotaBytes }) => {
        if (!current || usedBytes === null) return
        const used = formatBytes(usedBytes)
        setText(quotaBytes === null ? used : words.t('sync:storageOf', { used, quota: formatBytes(quotaBytes) }))
      },
      () => undefined, // shown as "not reported"
    )
    return () => {
      current = false
    }
  }, [local])
  return text
}
