import { X } from 'lucide-react'
import { type BoardStore } from '@mutirao/documents'
import { useCallback, useRef, useState, useSyncExternalStore, type FormEvent, type KeyboardEvent } from 'react'
import { useBoardEdits } from '../../engine/index.ts'
import { useTranslation, words } from '../../i18n/index.ts'
import { announce, Button, Chip, Docked, IconButton, Input, Kbd, useHotkeys } from '../../ui/index.ts'
import { usedReasons } from './reasons.ts'

const shownReasons = 5

export interface ReasonChooserProps {
  readonly boardId: string
  readonly store: BoardStore
  /** Cards that were just lost. */
  readonly cardIds: readonly string[]
  readonly onClose: () => void
}

/**
 * Asks why, and waits for nobody: the move has happened, the focus stays where it was, R goes here, Esc sends it away.
 * It leaves by itself when the cards are no longer lost (undone) or the reason was given elsewhere.
 */
export default function ReasonChooser({ boardId, store, cardIds, onClose }: ReasonChooserProps) {
  const { t } = useTranslation(['outcome', 'common'])
  const edits = useBoardEdits(boardId)
  const open = useOpenQuestions(store, cardIds)
  const [reasons] = useState(() => suggestions(store))
  const [text, setText] = useState('')
  const panel = useRef<HTMLElement>(null)
  const back = useRef<HTMLElement | null>(null)
  const close = () => {
    const had = panel.current?.contains(document.activeElement) ?? false
    onClose()
    if (had && back.current?.isConnected) back.current.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.preventDefault()
    close()
  }
  const give = (reason: string) => {
    if (reason.trim() === '' || open.length === 0) return
    edits.setFieldOf(open, 'lostReason', reason.trim(), {})
    announce(words.t('outcome:saved', { reason: reason.trim() }))
    close()
  }
  const enter = () => {
    back.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    // The first reason, not the cross.
    panel.current?.querySelector<HTMLElement>('[data-reason]')?.focus()
  }
  useHotkeys([
    { keys: 'r', label: t('focus'), run: enter },
    { keys: 'escape', run: close },
  ])
  if (open.length === 0) return null
  const title = store.card(open[0] ?? '')?.title ?? ''
  return (
    <Docked>
      <section
        ref={panel}
        aria-label={t('label')}
        data-reasons
        className="motion-rise pointer-events-auto grid w-[min(560px,100%)] gap-2 rounded-xl bg-raised p-3 shadow-2"
      >
        <div className="flex items-start gap-2">
          <p className="min-w-0 flex-1 pt-0.5 font-medium [overflow-wrap:anywhere]">
            {t('why', { count: open.length, title: title === '' ? t('common:untitled') : title })}
          </p>
          <span aria-hidden className="pt-0.5 touch:hidden">
            <Kbd keys="r" />
          </span>
          <IconButton size="sm" label={t('later')} shortcut="escape" onClick={close}>
            <X />
          </IconButton>
        </div>
        <div className="flex flex-wrap gap-1.5">
          {reasons.map((reason) => (
            <Chip
              key={reason}
              data-reason
              className="h-auto! min-h-7 max-w-full py-1 text-left whitespace-normal! touch:min-h-11"
              onClick={() => give(reason)}
            >
              <span className="line-clamp-3 [overflow-wrap:anywhere]">{reason}</span>
            </Chip>
          ))}
        </div>
        <form
          className="flex gap-1.5"
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            give(text)
          }}
        >
          <Input
            aria-label={t('other')}
            placeholder={t('other')}
            value={text}
            maxLength={4_000}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <Button type="submit" disabled={text.trim() === ''}>
            {t('save')}
          </Button>
        </form>
      </section>
    </Docked>
  )
}

/** What this board says most; a board that has not lost yet begins with the usual ones. */
function suggestions(store: BoardStore): readonly string[] {
  const usual = (['price', 'rival', 'budget', 'silence', 'timing'] as const).map((key) =>
    words.t(`outcome:common.${key}`),
  )
  return [...new Set([...usedReasons(store, shownReasons), ...usual])].slice(0, shownReasons)
}

/** Those of the cards that still lie in a lost stage with the reason they had when the question came up. */
function useOpenQuestions(store: BoardStore, cardIds: readonly string[]): readonly string[] {
  const [before] = useState(() => new Map(cardIds.map((id) => [id, store.card(id)?.lostReason ?? ''])))
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = cardIds.map((cardId) => store.subscribe(`card:${cardId}`, listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [store, cardIds],
  )
  const read = () => {
    const lost = new Set(store.stages().flatMap((stage) => (stage.kind === 'lost' ? [stage.id] : [])))
    const isOpen = (id: string) => lost.has(store.stageOf(id) ?? '') && store.card(id)?.lostReason === before.get(id)
    return cardIds.filter(isOpen).join()
  }
  const open = useSyncExternalStore(subscribe, read)
  return open === '' ? [] : open.split(',')
}
