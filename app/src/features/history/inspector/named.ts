import type { NamedMoment } from '../../../engine/index.ts'
import type { MomentsState } from './moments.ts'

/** The named moment one is looking at; null when it has no name. */
export const shownMoment = (
  named: readonly NamedMoment[],
  { askedSeq, shown }: Pick<MomentsState<unknown>, 'askedSeq' | 'shown'>,
): NamedMoment | null => named.find(({ seq }) => seq === (askedSeq ?? shown?.at.seq)) ?? null
