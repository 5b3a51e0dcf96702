import { clsx } from 'clsx'
import { Ellipsis, Plus, TriangleAlert } from 'lucide-react'
import { fault, NO_STAGE, type StageSnapshot } from '@mutirao/documents'
import { Suspense, useState } from 'react'
import { useStoreKey } from '../../engine/index.ts'
import { formatNumber, useTranslation } from '../../i18n/index.ts'
import { IconButton, Input, lazyPart, Popover, Skeleton, Tooltip } from '../../ui/index.ts'
import { useBoardContext } from './context.ts'
import { stageName } from './moves.ts'
import { useRename } from './rename-field.ts'
import { Sums } from './sums.tsx'

const StageEditor = lazyPart(() => import('./stage-editor.tsx'))

/** Head of a column: colour, name, count against the limit, sums; the whole of it is the handle for dragging the stage. */
export function StageHead({
  stage,
  headId,
  count,
  hidden,
  onAdd,
}: {
  readonly stage: StageSnapshot
  readonly headId: string
  readonly count: number
  /** On a phone the head is elsewhere; screen readers still find it here. */
  readonly hidden: boolean
  readonly onAdd: () => void
}) {
  const { t } = useTranslation(['board', 'stage'])
  const { readOnly } = useBoardContext()
  const [renaming, setRenaming] = useState(false)
  const name = stageName(stage)
  const fixed = readOnly || stage.id === NO_STAGE
  return (
    <header
      data-stage-head={fixed ? undefined : stage.id}
      className={clsx(
        'group/head grid grid-cols-[auto_1fr_auto] items-center gap-x-[7px] gap-y-0.5 px-1 pb-2',
        hidden && 'sr-only',
      )}
    >
      <span aria-hidden className="size-2 rounded-[3px]" style={{ background: stage.color }} />
      {renaming ? (
        <StageName stage={stage} onDone={() => setRenaming(false)} />
      ) : (
        <h2 id={headId} className="flex min-w-0 items-baseline font-semibold">
          {fixed || hidden ? (
            <span className="truncate">{name}</span>
          ) : (
            <button
              type="button"
              data-stage-name
              title={t('stage:renameHint')}
              onClick={() => setRenaming(true)}
              className="-mx-1 truncate rounded-sm px-1 text-left font-semibold hover:bg-hover"
            >
              {name}
            </button>
          )}
          <Count stage={stage} count={count} />
        </h2>
      )}
      {fixed || hidden ? (
        // As high as the buttons of its neighbours, so that all columns begin at one height.
        <span className={readOnly ? undefined : 'h-7 touch:h-11'} />
      ) : (
        <span className="flex">
          <StageButton
            stage={stage}
            className="opacity-0 group-focus-within/head:opacity-100 group-hover/head:opacity-100 data-[state=open]:opacity-100 touch:opacity-100"
          />
          <IconButton size="sm" label={t('addHere', { stage: name })} shortcut="n" onClick={onAdd}>
            <Plus />
          </IconButton>
        </span>
      )}
      <Sums stage={stage} className="col-span-2 col-start-2" />
    </header>
  )
}

/** Opens everything there is to change about a stage. */
export function StageButton({ stage, className }: { readonly stage: StageSnapshot; readonly className?: string }) {
  const { t } = useTranslation('stage')
  const [open, setOpen] = useState(false)
  const label = t('edit', { name: stageName(stage) })
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton size="sm" quiet label={label} className={className}>
          <Ellipsis />
        </IconButton>
      }
    >
      <Suspense fallback={<Skeleton className="m-3 h-40 w-64" />}>
        <StageEditor stage={stage} onDone={() => setOpen(false)} />
      </Suspense>
    </Popover>
  )
}

/** The name in its place: Enter or leaving writes, Esc leaves it as it was. */
function StageName({ stage, onDone }: { readonly stage: StageSnapshot; readonly onDone: () => void }) {
  const { t } = useTranslation('stage')
  const { edits } = useBoardContext()
  const onWrite = (name: string) => edits.setStageField(stage.id, 'name', name)
  const field = useRename({ name: stage.name, onWrite, onDone })
  return <Input {...field} data-no-drag aria-label={t('name')} className="-my-1 h-7! font-semibold" />
}

/** How many lie here; with a limit "5/4", in the tone of a warning when there are more. */
export function Count({ stage, count }: { readonly stage: StageSnapshot; readonly count: number }) {
  const { t } = useTranslation('board')
  const { store } = useBoardContext()
  // A limit is about everything that lies here, also what a filter hides.
  const whole = useStoreKey(store.base, `totals:${stage.id}`, (board) => board.totals(stage.id).count)
  const { wipLimit } = stage
  const over = wipLimit !== null && whole > wipLimit && !fault('STG-5')
  const against = wipLimit === null ? '' : `${formatNumber(whole)}/${formatNumber(wipLimit)}`
  const shown = against === '' ? formatNumber(count) : count === whole ? against : `${formatNumber(count)} · ${against}`
  const said = `${t('cards', { count })}${over ? `, ${t('overLimit', { limit: wipLimit })}` : ''}`
  const number = (
    <span
      data-over={over || undefined}
      className={clsx(
        'ml-1.5 inline-flex items-center gap-1 tabular-nums',
        over ? 'text-amber' : 'font-normal text-soft',
      )}
    >
      <span aria-hidden>{shown}</span>
      <span className="sr-only"> {said}</span>
      {over ? <TriangleAlert aria-hidden className="size-3.5 self-center" /> : null}
    </span>
  )
  return over ? <Tooltip label={t('overLimit', { limit: wipLimit })} trigger={number} /> : number
}
