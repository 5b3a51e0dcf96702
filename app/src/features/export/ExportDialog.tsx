/** The export as one dialog: what, how, which columns; then progress, and the file. */
import { useEffect, useRef, useState } from 'react'
import { formatNumber, today, useTranslation } from '../../i18n/index.ts'
import { announce, Button, Dialog, Progress, toast } from '../../ui/index.ts'
import { openExportWorker } from './open-worker.ts'
import { recallExport, rememberExport } from './remembered.ts'
import { runExport } from './run.ts'
import { fileNameOf, saveFile } from '../../tables/write/save.ts'
import type { ExportScope, ExportSource } from '../../tables/write/source.ts'
import { Choices } from './view/Choices.tsx'

interface Running {
  readonly done: number
  readonly total: number
}

export function ExportDialog({ source, onClose }: { readonly source: ExportSource; readonly onClose: () => void }) {
  const { t } = useTranslation(['exporting', 'common'])
  const [scope, setScope] = useState<ExportScope>('view')
  const [chosen, setChosen] = useState(recallExport)
  const [running, setRunning] = useState<Running | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const controller = useRef<AbortController | null>(null)
  useEffect(() => () => controller.current?.abort(), [])
  const columns = source.columns.filter(({ id }) => !chosen.without.includes(id))
  const count = source.counts[scope]

  const start = async () => {
    const { total, rows } = source.read(scope, columns)
    const { format } = chosen
    const abort = new AbortController()
    controller.current = abort
    rememberExport(chosen)
    setFailure(null)
    setRunning({ done: 0, total })
    try {
      const head = { format, columns, title: source.title, currency: source.currency }
      const onProgress = (done: number) => setRunning({ done, total })
      const parts = await runExport({
        head,
        total,
        rows,
        line: openExportWorker(),
        nextFrame,
        onProgress,
        signal: abort.signal,
      })
      if (!parts) return setRunning(null)
      const name = fileNameOf(source.title, today(), format)
      saveFile(parts, name, format)
      toast({
        key: 'export',
        message: source.say.done(total, name),
      })
      onClose()
    } catch (error) {
      setRunning(null)
      setFailure(t('failed', { reason: error instanceof Error ? error.message : String(error) }))
    }
  }
  const cancel = () => {
    controller.current?.abort()
    announce(t('common:cancel'))
  }
  return (
    <Dialog
      open
      onClose={running ? cancel : onClose}
      size="md"
      title={running ? t('running') : source.say.title}
      {...(running ? {} : { description: t('intro') })}
      closeLabel={running ? t('stop') : t('common:close')}
      footer={
        running ? (
          <Button onClick={cancel}>{t('stop')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
            <Button variant="primary" disabled={count === 0 || columns.length === 0} onClick={() => void start()}>
              {source.say.start(count)}
            </Button>
          </>
        )
      }
    >
      {running ? (
        <RunningView running={running} />
      ) : (
        <Choices
          columns={source.columns}
          allOf={(count) => source.say.all(count)}
          counts={source.counts.view === source.counts.all ? null : source.counts}
          scope={scope}
          onScope={setScope}
          chosen={chosen}
          onChosen={setChosen}
          failure={failure}
        />
      )}
    </Dialog>
  )
}

function RunningView({ running: { done, total } }: { readonly running: Running }) {
  const { t } = useTranslation('exporting')
  return (
    <div className="grid gap-3 py-6">
      <p className="text-center text-lg font-semibold">
        {t('progress', { done: formatNumber(done), total: formatNumber(total) })}
      </p>
      <Progress value={done} max={total} label={t('running')} />
    </div>
  )
}

/** After the browser had its turn; a hidden tab has no frames to wait for. */
const nextFrame = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
