/** Cards are going in: how many, and a way to stop. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { announce, Progress } from '../../../ui/index.ts'
import type { ImportFlow } from '../flow.ts'
import { secondsLeft } from './time-left.ts'

const nothing = { done: 0, total: 0 }

export function RunStep({ flow }: { readonly flow: ImportFlow }) {
  const state = useSyncExternalStore(flow.subscribe, flow.state)
  const { done, total } = state.step === 'run' ? state : nothing
  const { t } = useTranslation('importing')
  const tenth = total === 0 ? 0 : Math.floor((done / total) * 10)
  const said = useRef(0)
  useEffect(() => {
    // Every tenth is news; every chunk would be noise.
    if (tenth === said.current) return
    said.current = tenth
    announce(t('run.say', { percent: tenth * 10 }))
  }, [tenth, t])
  const left = useSecondsLeft(done, total)
  return (
    <div className="grid gap-3 py-6">
      <p className="text-center text-lg font-semibold">
        {t('run.progress', { done: formatNumber(done), total: formatNumber(total) })}
      </p>
      <Progress value={done} max={total} label={t('run.title')} />
      {/* Its place is kept: nothing moves when it becomes known. */}
      <p className="min-h-5 text-center text-muted tabular-nums">
        {left === null
          ? ''
          : t(left < 60 ? 'run.leftSeconds' : 'run.leftMinutes', { n: left < 60 ? left : Math.ceil(left / 60) })}
      </p>
      <p className="mx-auto max-w-[48ch] text-center text-muted">{t('run.text')}</p>
    </div>
  )
}

/** From the pace since this was first seen: an import that goes on where it stopped did not do the rest in no time. */
function useSecondsLeft(done: number, total: number): number | null {
  const began = useRef<{ readonly atMs: number; readonly done: number } | null>(null)
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const nowMs = performance.now()
    began.current ??= { atMs: nowMs, done }
    setLeft(secondsLeft(done - began.current.done, total - began.current.done, nowMs - began.current.atMs))
  }, [done, total])
  return left
}
