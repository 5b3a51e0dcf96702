import { fault, type StageSnapshot } from '@mutirao/documents'
import { useColumn } from '../../engine/index.ts'
import { formatNumber } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { useBoardContext } from './context.ts'
import { stageName } from './moves.ts'

interface FoundElsewhereProps {
  readonly stages: readonly StageSnapshot[]
  readonly here: string
  readonly onChoose: (stageId: string) => void
}

/** Nothing in this stage (a filter, an import into others): where there is something, which the row of chips may not show. */
export function FoundElsewhere({ stages, here, onChoose }: FoundElsewhereProps) {
  const { store } = useBoardContext()
  const isEmpty = useColumn(store, here).length === 0
  return isEmpty && !fault('VIS-12') ? (
    <div className="flex flex-none flex-wrap gap-2 px-3.5 pb-2 empty:hidden">
      {stages.map((one) => (
        <FoundIn key={one.id} stage={one} onChoose={onChoose} />
      ))}
    </div>
  ) : null
}

function FoundIn({ stage, onChoose }: { readonly stage: StageSnapshot; readonly onChoose: (stageId: string) => void }) {
  const { store } = useBoardContext()
  const count = useColumn(store, stage.id).length
  return count === 0 ? null : (
    <Button onClick={() => onChoose(stage.id)}>{`${stageName(stage)} · ${formatNumber(count)}`}</Button>
  )
}
