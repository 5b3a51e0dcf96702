import { Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation, withWords } from '../../../i18n/index.ts'
import { latePart, prefetchedPart, useHotkey } from '../../../ui/index.ts'
import { currentCommands, type Command } from '../../../view/commands.ts'
import { createEarlyTyping } from './early-typing.ts'
import type { PaletteProps } from './palette.tsx'

const part = latePart(withWords(() => import('./palette.tsx')))
const Palette = prefetchedPart(part, (loaded) => loaded.default)

/** Listens for Ctrl/⌘ K; the palette itself is fetched while nobody waits, or with its first opening. */
export function PaletteHost(props: Omit<PaletteProps, 'commands' | 'onClose' | 'takeTyped'>) {
  const { t } = useTranslation('find')
  const [commands, setCommands] = useState<readonly Command[] | null>(null)
  const before = useRef<HTMLElement | null>(null)
  const [early] = useState(() => createEarlyTyping(window))
  useEffect(() => () => void early.take(), [early])
  useHotkey({
    keys: 'mod+k',
    label: t('palette.open'),
    whileTyping: true,
    run() {
      before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
      // Taken now: the palette's own keys must not join the list, nor opening what is open.
      setCommands(currentCommands().filter(({ keys }) => keys !== 'mod+k'))
      early.begin(() => setCommands(null))
    },
  })
  if (commands === null) return null
  const onClose = (then?: () => void) => {
    setCommands(null)
    early.take()
    // The dialog first gives the focus up; an action then finds it where the person left it.
    requestAnimationFrame(() => {
      if (before.current?.isConnected === true && before.current !== document.body)
        before.current.focus({ preventScroll: true })
      then?.()
    })
  }
  return (
    <Suspense fallback={null}>
      <Palette {...props} commands={commands} takeTyped={early.take} onClose={onClose} />
    </Suspense>
  )
}
