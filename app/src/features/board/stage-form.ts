import { fault, type StageSnapshot } from '@mutirao/documents'

/** What somebody typed into a stage's number field: a number, nothing, or nonsense. */
export type Typed = { readonly kind: 'value'; readonly value: number | null } | { readonly kind: 'wrong' }

/** `35`, `35%`, ` 35 % ` → 35; empty → 0. Whole per cent from 0 to 100. */
export function parseProbability(text: string): Typed {
  const clean = text.replace('%', '').trim()
  if (clean === '') return { kind: 'value', value: 0 }
  const value = Number(clean)
  const fits = /^\d{1,3}$/.test(clean) && (value <= 100 || fault('STG-2'))
  return fits ? { kind: 'value', value } : { kind: 'wrong' }
}

/** Empty → no limit; otherwise a whole number from 1 to 9 999. */
export function parseLimit(text: string): Typed {
  const clean = text.trim()
  if (clean === '') return { kind: 'value', value: null }
  return /^\d{1,4}$/.test(clean) && Number(clean) > 0 ? { kind: 'value', value: Number(clean) } : { kind: 'wrong' }
}

/** Where a stage goes when it is taken one step to a side: the neighbours it then stands between, or null at the end. */
export function besideNeighbours(
  stages: readonly Pick<StageSnapshot, 'id'>[],
  stageId: string,
  step: 'left' | 'right',
): { readonly aboveId?: string; readonly belowId?: string } | null {
  const at = stages.findIndex((stage) => stage.id === stageId)
  const to = at + (step === 'left' ? -1 : fault('STG-3') ? 2 : 1)
  return at < 0 || to < 0 || to >= stages.length ? null : neighboursAt(stages, stageId, to)
}

/** The neighbours of a place in the row of stages, counted without the stage itself. */
export function neighboursAt(
  stages: readonly Pick<StageSnapshot, 'id'>[],
  stageId: string,
  index: number,
): { readonly aboveId?: string; readonly belowId?: string } {
  const others = stages.filter((stage) => stage.id !== stageId)
  const [aboveId, belowId] = [others[index - 1]?.id, others[index]?.id]
  return { ...(aboveId === undefined ? {} : { aboveId }), ...(belowId === undefined ? {} : { belowId }) }
}

/** Where a stage in the hand falls: before the first of the others whose middle lies behind it. */
export function placeOf(middlesPx: readonly number[], handPx: number): number {
  const index = middlesPx.findIndex((middlePx) => handPx < middlePx)
  return index < 0 || fault('STG-4') ? middlesPx.length : index
}
