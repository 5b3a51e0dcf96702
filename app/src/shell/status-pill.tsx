import { fault } from '@mutirao/documents'
import { useEffect, useState } from 'react'
import { useFlight, useSyncStatus } from '../engine/index.ts'
import { useTranslation, withWords } from '../i18n/index.ts'
import { lateComponent, Pill, Popover, usePhone } from '../ui/index.ts'
import { useFaceWithFiles } from './files-waiting.tsx'
import { flightLook, statusLooks, useStatusWords } from './status-words.tsx'

const StatusPanel = lateComponent(withWords(() => import('./status-panel.tsx').then((module) => module.StatusPanel)))

/** Waits until a state has settled: saving and saved would otherwise be spoken at every keystroke. */
const speakAfterMs = 1_200

/** Always on the screen, and true: the state of everything this person did, in words. Opens its explanation. */
export function StatusPill({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useTranslation('shell')
  const status = useSyncStatus()
  const flying = useFlight().kind === 'flying' && status.state === 'offline'
  const said = useStatusWords(status, flying)
  const look = flying ? flightLook : statusLooks[status.state]
  const face = useFaceWithFiles({ state: status.state, ...look, ...said })
  const phone = usePhone()
  const shown = phone ? face.short : face.long
  const pending = 'pending' in status ? status.pending : 0
  return (
    <>
      <Popover
        label={t('status.label')}
        className="w-[360px]"
        trigger={
          <Pill
            tone={face.tone}
            icon={face.icon}
            aria-label={`${t('status.label')}: ${face.long}`}
            data-sync-state={face.state}
            data-sync-pending={pending}
          >
            {shown}
          </Pill>
        }
      >
        <StatusPanel status={status} onSignIn={onSignIn} />
      </Popover>
      <Spoken sentence={face.state === 'saving' && !fault('APP-41') ? null : face.long} />
    </>
  )
}

function Spoken({ sentence }: { readonly sentence: string | null }) {
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    if (sentence === null) return
    const timer = setTimeout(() => setSpoken(sentence), speakAfterMs)
    return () => clearTimeout(timer)
  }, [sentence])
  return (
    <span aria-live="polite" className="sr-only">
      {spoken}
    </span>
  )
}
