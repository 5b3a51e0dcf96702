/** The import as one dialog: file, mapping with preview, progress, result. Shows what `flow` says, decides nothing itself. */
import { clsx } from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Dialog } from '../../ui/index.ts'
import type { ImportFlow } from './flow.ts'
import type { ImportState, OpenFile } from './flow-state.ts'
import type { KnownField } from './plan/known.ts'
import type { KnownMember } from './plan/owners.ts'
import { ChooseStep } from './view/ChooseStep.tsx'
import { Columns } from './view/Columns.tsx'
import { DoneStep } from './view/DoneStep.tsx'
import { FileLine, FileWarnings } from './view/FileLine.tsx'
import { Formats } from './view/Formats.tsx'
import { Owners } from './view/Owners.tsx'
import { Preview } from './view/Preview.tsx'
import { Problems, problemsId } from './view/Problems.tsx'
import { Repeated } from './view/Repeated.tsx'
import { RunStep } from './view/RunStep.tsx'
import { Stages, type StageOption } from './view/Stages.tsx'
import { counted } from './view/words.ts'

export interface ImportDialogProps {
  readonly flow: ImportFlow
  readonly stages: readonly StageOption[]
  readonly members: readonly KnownMember[]
  readonly fields: readonly KnownField[]
  readonly onClose: () => void
}

export function ImportDialog(props: ImportDialogProps) {
  const { flow, onClose } = props
  const { t } = useTranslation('importing')
  const { t: common } = useTranslation('common')
  const state = useStep(flow)
  const running = state.step === 'run'
  useRefuseStrayDrops()
  return (
    <Dialog
      open
      // In mid-run the cross and Esc stop after the present chunk and show what came in: nothing is half done.
      onClose={running ? () => flow.stop() : onClose}
      size={state.step === 'map' ? 'lg' : 'md'}
      title={running ? t('run.title') : t('title')}
      {...(state.step === 'choose' || state.step === 'reading' ? { description: t('intro') } : {})}
      closeLabel={running ? t('run.stop') : common('close')}
      footer={<Footer {...props} state={state} />}
    >
      <Step {...props} state={state} />
    </Dialog>
  )
}

/** The state as far as it changes what there is to do: how far a run has come is the business of its step alone. */
function useStep(flow: ImportFlow): ImportState {
  const kept = useRef(flow.state())
  const read = () => {
    const state = flow.state()
    if (state.step !== 'run' || kept.current.step !== 'run') kept.current = state
    return kept.current
  }
  return useSyncExternalStore(flow.subscribe, read)
}

interface StepProps extends ImportDialogProps {
  readonly state: ImportState
}

function Step(props: StepProps) {
  const { flow, state } = props
  // `choose`, `start` and their like never reject: what goes wrong becomes a state of the flow.
  if (state.step === 'choose' || state.step === 'reading')
    return <ChooseStep state={state} onFile={(file) => void flow.choose(file)} />
  if (state.step === 'run') return <RunStep flow={flow} />
  if (state.step === 'map') return <MapStep {...props} file={state.file} planning={state.planning} />
  return (
    <div className="grid gap-4">
      <DoneStep state={state} />
      {state.file.plan.problemCount === 0 ? null : <ProblemList flow={flow} file={state.file} />}
    </div>
  )
}

/** What a step replaced may have had the focus: it goes on with the step, not to nowhere. */
const focusOnce = (element: HTMLElement | null): void => element?.focus()

function MapStep({
  flow,
  stages,
  members,
  fields,
  file,
  planning,
}: StepProps & { readonly file: OpenFile; readonly planning: boolean }) {
  // As above: these never reject.
  const override: Parameters<typeof Stages>[0]['onOverride'] = (change) => void flow.override(change)
  return (
    <section ref={focusOnce} tabIndex={-1} aria-label={file.name} className="grid gap-4 outline-none">
      <FileLine file={file} onRead={(choices) => void flow.readAgain(choices)} />
      <FileWarnings source={file.summary.source} />
      <div className="grid grid-cols-[minmax(0,1fr)_280px] items-start gap-6 phone:grid-cols-[minmax(0,1fr)]">
        <div className="grid gap-4">
          <Columns file={file} fields={fields} onTarget={(column, target) => void flow.setTarget(column, target)} />
          <Repeated file={file} onOverride={override} />
          <Formats file={file} onOverride={override} />
          <Stages file={file} stages={stages} onOverride={override} />
          <Owners file={file} members={members} onOverride={override} />
        </div>
        <div className="sticky top-0 rounded-xl bg-sunken p-3 phone:static">
          <Preview file={file} planning={planning} stages={stages} members={members} />
        </div>
      </div>
      {/* That nothing is wrong is one line: it stays in sight. Problems are a table, which scrolls. */}
      <div
        className={clsx(
          'border-t border-line pt-3',
          file.plan.problemCount === 0 && 'sticky -bottom-4 -mb-4 bg-raised pb-4',
        )}
      >
        <ProblemList flow={flow} file={file} />
      </div>
    </section>
  )
}

function ProblemList({ flow, file }: { readonly flow: ImportFlow; readonly file: OpenFile }) {
  const [failure, setFailure] = useState<string | null>(null)
  return (
    <>
      <Problems file={file} allProblems={() => flow.allProblems()} onFailure={(error) => setFailure(String(error))} />
      {failure === null ? null : (
        <p role="alert" className="text-red">
          {failure}
        </p>
      )}
    </>
  )
}

function Footer({ flow, state, onClose }: StepProps) {
  const { t } = useTranslation('importing')
  const { t: common } = useTranslation('common')
  if (state.step === 'run')
    return (
      <Button ref={focusOnce} onClick={() => flow.stop()}>
        {t('run.stop')}
      </Button>
    )
  if (state.step === 'map') {
    const { cardCount: count, problemCount } = state.file.plan
    return (
      <>
        <Button variant="plain" className="mr-auto" onClick={() => flow.reset()}>
          {t('file.other')}
        </Button>
        {problemCount === 0 ? null : (
          <Button variant="plain" icon={<TriangleAlert />} className="text-amber!" onClick={showProblems}>
            {t('problems.count', counted(problemCount))}
          </Button>
        )}
        <Button variant="primary" disabled={count === 0 || state.planning} onClick={() => void flow.start()}>
          {t('start', counted(count))}
        </Button>
      </>
    )
  }
  if (state.step !== 'done') return <Button onClick={onClose}>{common('cancel')}</Button>
  const rest = state.done < state.total && state.undo === 'possible'
  return (
    <>
      {state.done > 0 && state.undo !== 'done' ? (
        <Button busy={state.undo === 'running'} className="mr-auto" onClick={() => void flow.undo()}>
          {state.undo === 'running' ? t('done.undoing') : t('done.undo')}
        </Button>
      ) : null}
      {rest ? <Button onClick={() => void flow.start()}>{t('done.resume')}</Button> : null}
      <Button ref={focusOnce} variant="primary" onClick={onClose} disabled={state.undo === 'running'}>
        {t('done.close')}
      </Button>
    </>
  )
}

/** They stand below everything there is to choose: nobody should import without knowing of them. */
function showProblems(): void {
  const problems = document.getElementById(problemsId)
  problems?.scrollIntoView({ block: 'start' })
  problems?.focus({ preventScroll: true })
}

/** A file dropped beside the drop zone would replace the whole app by the file's text. */
function useRefuseStrayDrops(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => event.preventDefault()
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])
}
