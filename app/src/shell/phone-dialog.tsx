import { Copy, Power, RefreshCw, Smartphone, WifiOff } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { closePhone, invitePhone, readPhone, useMe, type PhoneInvitation, type PhoneState } from '../engine/index.ts'
import { errorSentence, useTranslation, words } from '../i18n/index.ts'
import { announce, Button, Dialog, EmptyState, Skeleton, toast } from '../ui/index.ts'
import { QrCode } from './qr-code.tsx'

/** How often the dialog asks whether a phone came in. */
const askEveryMs = 2_000

/** "Abrir no celular": off until somebody turns it on; then address and code, for one phone at a time. */
export default function PhoneDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['phone', 'common'])
  const { state, invitation, busy, invite, close } = usePhoneDoor()
  const on = state?.address != null
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      description={t('text')}
      closeLabel={t('common:close')}
      footer={
        on ? (
          <>
            <Button icon={<Power />} busy={busy} onClick={close}>
              {t('turnOff')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {t('common:close')}
            </Button>
          </>
        ) : (
          <Button
            variant="primary"
            icon={<Smartphone />}
            busy={busy}
            disabled={state?.available !== true}
            onClick={invite}
          >
            {t('turnOn')}
          </Button>
        )
      }
    >
      {state === null ? (
        <Skeleton className="h-24" />
      ) : on ? (
        <Invitation state={state} invitation={invitation} busy={busy} onAgain={invite} />
      ) : state.available ? (
        <ul className="grid list-disc gap-1 pl-4 text-muted">
          <li>{t('rules.once')}</li>
          <li>{t('rules.hour')}</li>
          <li>{t('rules.demo')}</li>
        </ul>
      ) : (
        <EmptyState icon={<WifiOff />} title={t('noNetwork')}>
          {t('noNetworkText')}
        </EmptyState>
      )}
    </Dialog>
  )
}

interface InvitationProps {
  readonly state: PhoneState
  /** Null: it was on already; a fresh code is one press away. */
  readonly invitation: PhoneInvitation | null
  readonly busy: boolean
  readonly onAgain: () => void
}

function Invitation({ state, invitation, busy, onAgain }: InvitationProps) {
  const { t } = useTranslation('phone')
  const nowMs = useNow()
  const used = invitation !== null && state.entered > invitation.entered
  const live = invitation !== null && !used && nowMs < invitation.linkEndsAtMs
  const minutes = Math.max(1, Math.ceil(((state.endsAtMs ?? nowMs) - nowMs) / 60_000))
  const count = state.entered
  useEffect(() => {
    if (used) announce(t('entered', { count }))
  }, [used, count, t])
  return (
    <div className="grid justify-items-center gap-3 text-center">
      {live ? (
        <>
          <QrCode text={invitation.link} label={t('code')} />
          <p className="text-muted">{t('scan')}</p>
          <Button size="sm" icon={<Copy />} onClick={() => copy(invitation.link)}>
            {t('copy')}
          </Button>
        </>
      ) : (
        <>
          <Smartphone aria-hidden className="mt-2 size-8 text-green" />
          <p className="text-md font-semibold">{used ? t('entered', { count }) : t('expired')}</p>
          <Button icon={<RefreshCw />} busy={busy} onClick={onAgain}>
            {t('again')}
          </Button>
        </>
      )}
      <p className="text-sm text-soft">
        <span className="font-mono">{state.address}</span>
        <br />
        {t('endsIn', { count: minutes })}
      </p>
    </div>
  )
}

/** What the server says, asked again while the dialog is open, and the two switches. */
function usePhoneDoor() {
  const { id: workspaceId } = useMe().workspace
  const [state, setState] = useState<PhoneState | null>(null)
  const [invitation, setInvitation] = useState<PhoneInvitation | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let current = true
    const ask = async () => {
      try {
        const next = await readPhone(workspaceId)
        if (current) setState(next)
      } catch {
        // The server is away: the next question is two seconds from here.
      }
    }
    void ask()
    const timer = setInterval(() => void ask(), askEveryMs)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [workspaceId])
  const run = useCallback((work: () => Promise<void>) => {
    setBusy(true)
    work()
      .catch((error: unknown) => toast({ message: errorSentence(error), tone: 'warning' }))
      .finally(() => setBusy(false))
  }, [])
  const invite = useCallback(() => {
    run(async () => {
      const next = await invitePhone(workspaceId)
      setInvitation(next)
      setState(next)
    })
  }, [run, workspaceId])
  const close = useCallback(() => {
    run(async () => {
      setState(await closePhone(workspaceId))
      setInvitation(null)
    })
  }, [run, workspaceId])
  return { state, invitation, busy, invite, close }
}

function copy(link: string) {
  navigator.clipboard.writeText(link).then(
    () => toast({ message: words.t('phone:copied'), durationMs: 3_000 }),
    (error: unknown) => toast({ message: errorSentence(error), tone: 'warning' }),
  )
}

function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}
