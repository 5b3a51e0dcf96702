/** The way from then to now in five seconds. Esc and the cross end it; without motion it goes on by hand. */
import { Pause, Play, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { formatBrief, useTranslation } from '../../../i18n/index.ts'
import { IconButton, useMedia } from '../../../ui/index.ts'
import { BoardThen } from '../inspector/BoardThen.tsx'
import { framesOf } from './summary.ts'
import type { Away } from './use-away.ts'

const filmMs = 5_000

export default function Film({ away, onClose }: { readonly away: Away; readonly onClose: () => void }) {
  const { t } = useTranslation('away')
  const frames = useMemo(() => framesOf(away.state, away.facts), [away])
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(!still)
  const panel = useRef<HTMLDialogElement>(null)
  const isLast = at >= frames.length - 1
  useOwnKeys(panel, onClose)
  useEffect(() => {
    if (!playing || isLast) return
    const timer = setTimeout(() => setAt(at + 1), filmMs / Math.max(1, frames.length))
    return () => clearTimeout(timer)
  }, [playing, isLast, at, frames.length])
  const frame = frames[at]
  useEffect(() => {
    const [first] = frame?.cards ?? []
    const card = first === undefined ? null : panel.current?.querySelector(`[data-card-then="${CSS.escape(first)}"]`)
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [frame])
  if (!frame) return null
  return (
    <dialog
      open
      ref={panel}
      tabIndex={-1}
      aria-label={t('film')}
      data-film={isLast ? 'end' : 'running'}
      className="absolute inset-0 z-20 m-0 flex size-full max-h-none max-w-none flex-col border-0 bg-bg p-0 text-text outline-none"
    >
      <div className="flex flex-wrap items-center gap-2.5 border-b border-line px-4 py-2">
        <IconButton
          label={playing && !isLast ? t('pause') : t('play')}
          onClick={() => {
            if (isLast) setAt(0)
            setPlaying(isLast || !playing)
          }}
        >
          {playing && !isLast ? <Pause /> : <Play />}
        </IconButton>
        <output className="min-w-0 truncate font-medium">{isLast ? t('now') : formatBrief(frame.atMs)}</output>
        <input
          type="range"
          aria-label={t('place')}
          aria-valuetext={isLast ? t('now') : formatBrief(frame.atMs)}
          min={0}
          max={frames.length - 1}
          value={at}
          onChange={(event) => {
            setPlaying(false)
            setAt(Number(event.currentTarget.value))
          }}
          className="min-w-24 flex-1 accent-(--brand)"
        />
        <IconButton label={t('close')} shortcut="escape" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <div inert className="flex min-h-0 flex-1">
        <BoardThen board={frame.board} difference={null} chosen={frame.cards} onChoose={ignore} />
      </div>
    </dialog>
  )
}

const ignore = () => undefined

/** Takes the focus; Esc leaves, and nothing typed here reaches the board's keys below. */
function useOwnKeys(panel: { readonly current: HTMLElement | null }, onClose: () => void) {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  }, [onClose])
  useEffect(() => {
    const element = panel.current
    const onKey = (event: KeyboardEvent) => {
      event.stopPropagation()
      if (event.key !== 'Escape') return
      event.preventDefault()
      close.current()
    }
    element?.focus({ preventScroll: true })
    element?.addEventListener('keydown', onKey)
    return () => element?.removeEventListener('keydown', onKey)
  }, [panel])
}
