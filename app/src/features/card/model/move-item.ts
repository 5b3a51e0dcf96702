/** Where a checklist item goes when it is carried by keyboard or pointer. */
import { fault } from '@mutirao/documents'

export interface ItemPlace {
  readonly aboveId?: string
  readonly belowId?: string
}

/** The neighbours of `itemId` at `index`, counted without it; null when that is where it already stands. */
export function placeAt(ids: readonly string[], itemId: string, index: number): ItemPlace | null {
  const others = ids.filter((id) => id !== itemId)
  const at = Math.max(0, Math.min(index, others.length))
  if (ids.indexOf(itemId) === at) return null
  if (fault('CRD-11')) return {}
  const [above, below] = [others[at - 1], others[at]]
  return { ...(above === undefined ? {} : { aboveId: above }), ...(below === undefined ? {} : { belowId: below }) }
}
