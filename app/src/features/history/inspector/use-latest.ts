import { useEffect, useState } from 'react'
import { readDocumentAt, type DocumentAt } from '../../../engine/index.ts'

/**
 * A document as far as its history has come; null while it is read for the first time, and without a name.
 * @param moved see `useHistoryMoved` @param viewOf the same function every time
 */
export function useLatest<V>(name: string | null, moved: number, viewOf: (at: DocumentAt) => V): V | null {
  const [latest, setLatest] = useState<{ readonly name: string; readonly view: V } | null>(null)
  useEffect(() => {
    if (name === null) return
    let gone = false
    readDocumentAt(name, 'now').then(
      (at) => (gone ? undefined : setLatest({ name, view: viewOf(at) })),
      () => undefined, // the timeline says what is wrong
    )
    return () => {
      gone = true
    }
  }, [name, moved, viewOf])
  return latest?.name === name ? latest.view : null
}
