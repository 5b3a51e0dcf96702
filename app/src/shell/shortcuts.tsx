import { useState } from 'react'
import { useTranslation } from '../i18n/index.ts'
import { Dialog, Kbd } from '../ui/index.ts'
import { currentCommands } from '../view/commands.ts'

/** The sheet behind `?`: what can be pressed on this screen right now. */
export default function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['shell', 'common'])
  // Taken once: the dialog's own keys must not join the list.
  const [hotkeys] = useState(() => currentCommands().filter(({ keys }) => keys !== ''))
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('shortcuts')}
      description={t('shortcutsHint')}
      closeLabel={t('common:close')}
    >
      <dl className="[&_kbd]:inline! grid grid-cols-[1fr_auto] gap-x-6 gap-y-2">
        {hotkeys.map((hotkey) => (
          <div key={hotkey.keys} className="contents">
            <dt>{hotkey.label}</dt>
            <dd className="text-right whitespace-nowrap">
              {pairs(hotkey.keys).map((keys) => (
                <span key={keys} className="ml-1">
                  <Kbd keys={keys} />
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

/** Keys that go together stand on one line although only the first is listed; four with Shift say Shift once. */
const partners: Record<string, readonly string[]> = {
  j: ['j', 'k'],
  'shift+j': ['shift+j', 'shift+k'],
  arrowright: ['arrowleft', 'arrowright'],
  'shift+arrowright': ['shift+arrowleft+arrowright+arrowup+arrowdown'],
}
const pairs = (keys: string): readonly string[] => partners[keys] ?? [keys]
