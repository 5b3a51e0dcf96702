/** The life of the document as bars, and the place one looks at. The slider is a real one: keys, screen readers, fingers. */
import { Bookmark, Pause, Pin, Play } from 'lucide-react'
import { clsx } from 'clsx'
import { useEffect, useState } from 'react'
import { formatBrief, formatNumber, useTranslation } from '../../../i18n/index.ts'
import { IconButton, personColor, useMedia } from '../../../ui/index.ts'
import type { NamedMoment } from '../../../engine/index.ts'
import { placeOn, type Bar } from './bars.ts'
import type { RowMark } from './marks.ts'

export interface TimelineBarProps {
  readonly bars: readonly Bar[]
  readonly named: readonly NamedMoment[]
  /** Kept as the other side of a comparison. */
  readonly held: RowMark | null
  /** Null: now. */
  readonly atMs: number | null
  readonly onAt: (atMs: number | null) => void
  readonly onNamed: (moment: NamedMoment) => void
  readonly personName: (id: string) => string
  readonly children: React.ReactNode
}

/** A step of the film: the whole life passes in about this many seconds, whatever its length. */
const filmMs = 12_000

export function TimelineBar({ bars, named, held, atMs, onAt, onNamed, personName, children }: TimelineBarProps) {
  const { t } = useTranslation('inspector')
  const [playing, setPlaying] = useState(false)
  const [first] = bars
  const last = bars.at(-1)
  const index = atMs === null ? bars.length : bars.findLastIndex((bar) => bar.atMs <= atMs)
  useFilm(playing, bars, index, onAt, () => setPlaying(false))
  if (!first || !last) return null
  const stepMs = (bars[1]?.atMs ?? first.atMs + 1) - first.atMs
  const go = (next: number) => onAt(next >= bars.length ? null : first.atMs + next * stepMs + stepMs - 1)
  const busy = bars[index]
  return (
    <footer className="flex-none border-t border-line px-4 pt-3 pb-[calc(12px+env(safe-area-inset-bottom))] phone:pt-2 phone:pb-2">
      <div className="flex flex-wrap items-center gap-2.5">
        <IconButton
          label={playing ? t('pause') : t('play')}
          onClick={() => {
            if (!playing && atMs === null) go(0)
            setPlaying(!playing)
          }}
          className="shadow-[inset_0_0_0_1px_var(--line-strong)]"
        >
          {playing ? <Pause /> : <Play />}
        </IconButton>
        {/* On a phone the line above the content says which moment it is. */}
        <b className={clsx('font-semibold', atMs !== null && 'phone:hidden')}>
          {atMs === null ? t('now') : formatBrief(atMs)}
        </b>
        <span className="min-w-0 flex-1 truncate text-sm text-soft phone:text-xs">
          {busy && busy.facts > 0
            ? t('bucket', {
                count: busy.facts,
                n: formatNumber(busy.facts),
                name: busy.topPerson === null ? '' : personName(busy.topPerson),
              })
            : null}
        </span>
        {children}
      </div>
      <div className="relative mt-2.5 h-12">
        <div aria-hidden className="absolute inset-0 flex items-end gap-px">
          {bars.map((bar, i) => (
            <span key={bar.atMs} className="flex h-full min-w-0 flex-1 items-end">
              <span
                style={{
                  height: `${bar.height * 100}%`,
                  background: bar.topPerson === null ? 'transparent' : personColor(bar.topPerson),
                }}
                className={clsx('w-full max-w-2.5 rounded-t-xs', i > index && 'opacity-25')}
              />
            </span>
          ))}
        </div>
        {atMs === null ? null : (
          <span
            aria-hidden
            style={{ left: `${((index + 1) / bars.length) * 100}%` }}
            className="absolute -top-1 bottom-0 w-0.5 -translate-x-1/2 bg-red"
          />
        )}
        {held === null ? null : (
          <span
            aria-hidden
            style={{ left: `${placeOn(bars, held.atMs) * 100}%` }}
            className="absolute -top-2 bottom-0 w-px bg-brand text-brand [&>svg]:-ml-[5.5px] [&>svg]:size-3 [&>svg]:fill-brand"
          >
            <Pin />
          </span>
        )}
        <input
          type="range"
          aria-label={t('moment')}
          aria-valuetext={atMs === null ? t('now') : formatBrief(atMs)}
          min={0}
          max={bars.length}
          value={index}
          onChange={(event) => go(Number(event.currentTarget.value))}
          className="absolute inset-0 size-full cursor-pointer opacity-0"
        />
        {/* For pointers; the menu of moments is the way by keyboard and for screen readers. */}
        <div aria-hidden>
          {named.map((moment) => (
            <button
              key={moment.id}
              type="button"
              tabIndex={-1}
              title={`${moment.name} · ${formatBrief(moment.atMs)}`}
              onClick={() => onNamed(moment)}
              style={{ left: `${placeOn(bars, moment.atMs) * 100}%` }}
              className="absolute -top-2 size-5 -translate-x-1/2 text-brand touch:size-9 [&>svg]:mx-auto [&>svg]:size-3 [&>svg]:fill-brand"
            >
              <Bookmark />
            </button>
          ))}
        </div>
      </div>
      <p aria-hidden className="mt-1 flex justify-between text-xs text-soft">
        {marksOf(bars).map((mark) => (
          <span key={mark} className="phone:nth-[2]:hidden phone:nth-[4]:hidden">
            {mark}
          </span>
        ))}
        <span>{t('now')}</span>
      </p>
    </footer>
  )
}

/** What stands below the line, from its beginning on, at even distances; nothing twice. */
function marksOf(bars: readonly Bar[]): readonly string[] {
  const at = (part: number) => bars[Math.floor(bars.length * part)]?.atMs ?? 0
  const [first, ...later] = [0, 0.25, 0.5, 0.75].map((part) => formatBrief(at(part)))
  const distinct = new Set([first, ...later, formatBrief(bars.at(-1)?.atMs ?? 0)])
  // A life within minutes would say one minute four times.
  return first === undefined ? [] : distinct.size < 5 ? [first] : [first, ...later]
}

function useFilm(
  playing: boolean,
  bars: readonly Bar[],
  index: number,
  onAt: (atMs: number | null) => void,
  onEnd: () => void,
) {
  const reduced = useMedia('(prefers-reduced-motion: reduce)')
  useEffect(() => {
    if (!playing) return
    // Quiet times are skipped: a film of nothing is no film.
    const next = bars.findIndex((bar, i) => i > index && bar.facts > 0)
    const busy = bars.filter(({ facts }) => facts > 0).length
    const waitMs = (reduced ? 2 : 1) * Math.max(120, filmMs / Math.max(1, busy))
    const timer = setTimeout(() => {
      const bar = bars[next]
      if (!bar) {
        onAt(null)
        onEnd()
      } else onAt((bars[next + 1]?.atMs ?? bar.atMs + 1) - 1)
    }, waitMs)
    return () => clearTimeout(timer)
  }, [playing, bars, index, onAt, onEnd, reduced])
}
