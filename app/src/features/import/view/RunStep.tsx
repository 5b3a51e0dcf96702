/** Cards are going in: how many, and a way to stop. */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { announce, Progress } from '../../../ui/index.ts'
import type { ImportFlow } from '../flow.ts'

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
  return (
    <div className="grid gap-3 py-6">
      <p className="text-center text-lg font-semibold">
        {t('run.progress', { done: formatNumber(done), total: formatNumber(total) })}
      </p>
      <Progress value={done} max={total} label={t('run.title')} />
      <p className="mx-auto max-w-[48ch] text-center text-muted">{t('run.text')}</p>
    </div>
  )
}
