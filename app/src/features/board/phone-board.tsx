import { Plus } from 'lucide-react'
import { NO_STAGE, type StageSnapshot } from '@mutirao/documents'
import { useEffect, useRef, useState } from 'react'
import { useColumn } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Chip, lateComponent } from '../../ui/index.ts'
import { useSelection } from '../../view/selection.ts'
import { Column } from './column.tsx'
import { useBoardContext } from './context.ts'
import { stageName } from './moves.ts'
import { NewStage } from './late-new-stage.ts'
import { Count, StageButton } from './stage-head.tsx'
import { Sums } from './sums.tsx'

const FoundElsewhere = lateComponent(() => import('./found-elsewhere.tsx').then((part) => part.FoundElsewhere))

/** One stage at a time, chosen by chips. A lifted card held over a chip opens that stage; dropped there it goes on top. */
export function PhoneBoard({ stages }: { readonly stages: readonly StageSnapshot[] }) {
  const { t } = useTranslation('board')
  const { controller, readOnly, selection } = useBoardContext()
  // The bar of chosen cards stands where the button would.
  const choosing = useSelection(selection).size > 0
  const [chosen, setChosen] = useState<string | null>(() => controller.focused()?.stageId ?? null)
  const stage = stages.find((one) => one.id === chosen) ?? stages.find((one) => one.id !== NO_STAGE) ?? stages[0]
  useEffect(() => controller.onAdd(setChosen), [controller])
  if (!stage) return null
  return (
    <>
      <nav
        aria-label={t('stages')}
        className="flex flex-none gap-2 overflow-x-auto border-b border-line px-3.5 py-2.5 [scrollbar-width:none]"
      >
        {stages.map((one) => (
          <StageChip key={one.id} stage={one} selected={one.id === stage.id} onChoose={setChosen} />
        ))}
        {readOnly ? null : <NewStage onMade={setChosen} />}
      </nav>
      <div className="flex flex-none items-center pr-1 pl-3.5">
        <Sums stage={stage} className="min-w-0 flex-1 py-2" />
        {readOnly || stage.id === NO_STAGE ? null : <StageButton stage={stage} />}
      </div>
      <FoundElsewhere stages={stages} here={stage.id} onChoose={setChosen} />
      <Column key={stage.id} stage={stage} alone />
      {readOnly || stage.id === NO_STAGE || choosing ? null : (
        <Button
          variant="primary"
          icon={<Plus />}
          onClick={() => controller.add(stage.id)}
          className="fixed right-4 bottom-[calc(var(--bottom-bar,0px)+16px+env(safe-area-inset-bottom))] z-10 shadow-2"
        >
          {t('newCardShort')}
        </Button>
      )}
    </>
  )
}

/** In its own strip alone: `scrollIntoView` would take the whole page along to the side. */
function centre(chip: HTMLElement): void {
  const strip = chip.parentElement
  if (!strip) return
  const [one, all] = [chip.getBoundingClientRect(), strip.getBoundingClientRect()]
  strip.scrollLeft += one.left + one.width / 2 - (all.left + all.width / 2)
}

interface StageChipProps {
  readonly stage: StageSnapshot
  readonly selected: boolean
  readonly onChoose: (stageId: string) => void
}
function StageChip({ stage, selected, onChoose }: StageChipProps) {
  const { store, controller } = useBoardContext()
  const count = useColumn(store, stage.id).length
  const chip = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (selected && chip.current) centre(chip.current)
  }, [selected])
  useEffect(
    () =>
      controller.register({
        stageId: stage.id,
        lane: null,
        place: stage.id,
        element: () => chip.current,
        scroller: () => null,
        // Also when holding a card here has opened the stage meanwhile: dropped on the chip it goes on top.
        indexAt: () => 0,
        // The stage comes onto the screen, and its column then finds the card.
        reveal: () => {
          onChoose(stage.id)
          return false
        },
        open: () => onChoose(stage.id),
      }),
    [controller, stage.id, onChoose],
  )
  return (
    <Chip ref={chip} selected={selected} aria-pressed={selected} onClick={() => onChoose(stage.id)}>
      {stageName(stage)}
      <Count stage={stage} count={count} />
    </Chip>
  )
}
