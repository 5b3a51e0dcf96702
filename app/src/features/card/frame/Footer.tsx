/** Where this card's edits are, in words that are true, and the way into the archive and out of it. */
import { CircleCheck, CloudUpload, HardDrive } from 'lucide-react'
import { clsx } from 'clsx'
import { useState, type ReactNode } from 'react'
import { useSyncStatus, useUnsent, useUploads } from '../../../engine/index.ts'
import { formatAgo, useTranslation } from '../../../i18n/index.ts'
import { Button, useNow } from '../../../ui/index.ts'
import { useDetail } from '../../../view/detail/context.ts'
import { useCardContext } from '../context.ts'
import { savedState, unsentFiles, type Saved } from '../model/saved.ts'

export interface FooterProps {
  /** Edits of the card's own document which the server has not journalled yet. */
  readonly cardUnsent: number
}

export function Footer({ cardUnsent }: FooterProps) {
  const { t } = useTranslation('card')
  const { boardId, card, edits, readOnly } = useCardContext()
  const { document } = useDetail()
  const unsent = { board: useUnsent(boardId), card: cardUnsent, files: unsentFiles(useUploads(), document) }
  const status = useSyncStatus()
  const saved = savedState(unsent, status.state)
  const savedAtMs = useSavedAt(saved.kind === 'server')
  const nowMs = useNow()
  const archived = card.deletedAt !== null
  const change = () => void (archived ? edits.restore([card.id]) : edits.archive([card.id]))
  const view = viewOf(saved)
  const more = view.more === null ? '' : t(`saved.${view.more}`)
  const ago = view.words === 'server' && savedAtMs !== null ? formatAgo(savedAtMs, Math.max(nowMs, savedAtMs)) : ''
  return (
    <footer className="flex items-center gap-2.5 border-t border-line px-5 py-2 text-sm text-muted">
      <output
        className={clsx(
          'inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 font-medium whitespace-nowrap [&>svg]:size-3',
          view.tone,
        )}
      >
        {view.icon}
        {t(`saved.${view.words}`)}
      </output>
      <span className="min-w-0 flex-1 truncate phone:invisible">
        {[ago, more].filter((part) => part !== '').join(' · ')}
      </span>
      {readOnly ? null : (
        <Button size="sm" variant="plain" onClick={change}>
          {archived ? t('restore') : t('archive')}
        </Button>
      )}
    </footer>
  )
}

interface View {
  readonly tone: string
  readonly icon: ReactNode
  readonly words: 'server' | 'sending' | 'device' | 'waitsSignIn' | 'waitsUpdate' | 'waitsFile'
  readonly more: 'serverText' | 'deviceText' | 'waitsSignInText' | 'waitsUpdateText' | 'waitsFileText' | null
}

function viewOf(saved: Saved): View {
  const kept = { tone: 'bg-amber-weak text-amber', icon: <HardDrive aria-hidden /> }
  switch (saved.kind) {
    case 'server':
      return {
        tone: 'bg-green-weak text-green',
        icon: <CircleCheck aria-hidden />,
        words: 'server',
        more: 'serverText',
      }
    case 'sending':
      return { tone: 'bg-blue-weak text-blue', icon: <CloudUpload aria-hidden />, words: 'sending', more: null }
    case 'device':
      return { ...kept, words: 'device', more: 'deviceText' }
    case 'waits': {
      const words = ({ 'sign-in': 'waitsSignIn', update: 'waitsUpdate', file: 'waitsFile' } as const)[saved.on]
      return { ...kept, words, more: `${words}Text` }
    }
  }
}

/** When this card was last seen to become saved, while it is open; null before that: then no time is claimed. */
function useSavedAt(saved: boolean): number | null {
  const [seen, setSeen] = useState<{ readonly saved: boolean; readonly atMs: number | null }>({ saved, atMs: null })
  const nowMs = useNow()
  if (seen.saved !== saved) setSeen({ saved, atMs: saved ? nowMs : seen.atMs })
  return seen.atMs
}
