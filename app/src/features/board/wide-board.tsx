import type { StageSnapshot } from '@mutirao/documents'
import type { Ref } from 'react'
import { Column } from './column.tsx'
import { useBoardContext } from './context.ts'
import { NewStage } from './late-new-stage.ts'

/** All stages side by side. */
export function WideBoard({
  ref,
  stages,
}: {
  readonly ref: Ref<HTMLDivElement>
  readonly stages: readonly StageSnapshot[]
}) {
  const { readOnly } = useBoardContext()
  return (
    <div
      ref={ref}
      // Inline: without a stylesheet (tests) columns must still have a height, or every card would be rendered.
      style={{ display: 'flex', minHeight: 0, flex: 1, overflowX: 'auto' }}
      className="gap-2.5 px-4 pt-3"
    >
      {stages.map((stage) => (
        <Column key={stage.id} stage={stage} />
      ))}
      {readOnly ? <span className="w-1.5 flex-none" /> : <NewStage wide />}
    </div>
  )
}
