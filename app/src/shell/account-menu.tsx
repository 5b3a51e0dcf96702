import { Suspense, useState, type ReactElement } from 'react'
import { isWindowBeside, useBeside, useEngine, useMe, type Door } from '../engine/index.ts'
import { errorSentence, useTranslation, withWords, words } from '../i18n/index.ts'
import { latePart, lazyPart, Menu, toast, useHotkey, useLatePart, usePhone } from '../ui/index.ts'
import { filesWaitingIn } from './files-waiting.tsx'

const Leaving = lazyPart(withWords(() => import('./leaving.tsx')))
const PhoneDialog = lazyPart(withWords(() => import('./phone-dialog.tsx')))
const inside = latePart(() => import('./account-items.tsx'))

export interface AccountMenuProps {
  readonly trigger: ReactElement
  readonly door: Door
  readonly onShortcuts: () => void
}

/** The account's menu opens once its items are there, so that the first of them takes the focus. */
export function AccountMenu({ trigger, door, onShortcuts }: AccountMenuProps) {
  const { t } = useTranslation('shell')
  const me = useMe()
  const engine = useEngine()
  const beside = useBeside(me)
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const items = useLatePart(inside, open)
  const [leaving, setLeaving] = useState(false)
  const [phoning, setPhoning] = useState(false)
  // Only somebody who sits at the machine opens it to the network.
  const mayPhone = beside !== null && me.role === 'admin' && !isWindowBeside() && atThisMachine()
  useHotkey({ keys: '', label: t('onPhone'), run: () => setPhoning(true), disabled: !mayPhone })

  const signOut = () => {
    setLeaving(false)
    door.signOut().then(
      (told) => (told ? undefined : toast({ message: words.t('shell:leaving.failed'), tone: 'warning' })),
      (error: unknown) => toast({ message: errorSentence(error), tone: 'warning' }),
    )
  }
  const waits = () => engine.client.pending().some((document) => document.edits > 0) || filesWaitingIn(engine) > 0
  const ask = () => (waits() ? setLeaving(true) : signOut())

  return (
    <>
      <Menu
        trigger={trigger}
        side="top"
        align={phone ? 'end' : 'start'}
        className="w-56"
        open={open && items !== null}
        onOpenChange={setOpen}
      >
        {items ? (
          <items.AccountItems
            beside={beside}
            onPhone={mayPhone ? () => setPhoning(true) : null}
            onShortcuts={onShortcuts}
            onSignOut={ask}
          />
        ) : null}
      </Menu>
      <Suspense fallback={null}>
        {leaving ? <Leaving onStay={() => setLeaving(false)} onLeave={signOut} /> : null}
        {phoning ? <PhoneDialog onClose={() => setPhoning(false)} /> : null}
      </Suspense>
    </>
  )
}

const atThisMachine = () => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(location.hostname)
