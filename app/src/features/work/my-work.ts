import { useMemo } from 'react'
import { useAllBoards, useMe } from '../../engine/index.ts'
import { useToday } from '../../view/today.ts'
import { workOf, type Work } from './work.ts'

/** My work now, and what of it could not be read yet. */
export function useMyWork(): { readonly work: Work; readonly opening: number; readonly missing: readonly string[] } {
  const me = useMe().id
  const today = useToday()
  const all = useAllBoards()
  const work = useMemo(() => workOf(all.boards, me, today), [all, me, today])
  return { work, opening: all.opening, missing: all.missing }
}
