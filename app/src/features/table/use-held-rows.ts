import { sameItems } from '@mutirao/documents'
import { useState } from 'react'
import { keepOrder } from '../../view/cells/range.ts'

interface Held {
  readonly key: unknown
  readonly wanted: readonly string[]
  readonly rows: readonly string[]
}

/**
 * The rows in the order in which they were when the person last asked for an order: an edit must not take the row from
 * under the cursor. `reorder` asks for it anew.
 * @param key the query: a new one brings its own order at once
 */
export function useHeldRows(wanted: readonly string[], key: unknown) {
  const [held, setHeld] = useState<Held>({ key, wanted, rows: wanted })
  let { rows } = held
  if (held.key !== key || held.wanted !== wanted) {
    const next = held.key === key ? keepOrder(held.rows, wanted) : wanted
    rows = sameItems(next, held.rows) ? held.rows : next
    setHeld({ key, wanted, rows })
  }
  const isStale = rows !== wanted && !sameItems(rows, wanted)
  return { rows, isStale, reorder: () => setHeld({ key, wanted, rows: wanted }) }
}
