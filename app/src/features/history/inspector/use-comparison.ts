import { useEffect, useMemo, useState } from 'react'
import { fault } from '@mutirao/documents'
import { readDocumentAt, type DocumentAt } from '../../../engine/index.ts'
import { errorSentence, formatBrief, useTranslation } from '../../../i18n/index.ts'
import type { RowMark } from './marks.ts'
import type { Inspected } from './use-inspected.ts'

/** One of two moments that are compared. */
export interface Side<V> {
  /** Null: now. */
  readonly seq: number | null
  /** As a person calls it. */
  readonly label: string
  readonly view: V
}

/** `unchosen`: both are now · `same`: both are one row · `ready`: whichever was chosen first. */
export type Comparison<V> =
  | { readonly kind: 'unchosen' | 'same' | 'reading' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ready'; readonly earlier: Side<V>; readonly later: Side<V> }

type Other = Pick<Inspected<unknown>, 'name' | 'named' | 'other'>

/**
 * The moment on the screen beside the one chosen to compare it with.
 * @param now the living document; null while it is not known @param viewOf the same function every time
 */
export function useComparison<V>(inspected: Inspected<V>, now: V | null, viewOf: (at: DocumentAt) => V): Comparison<V> {
  const { t } = useTranslation('inspector')
  const { state, other, named } = inspected
  const read = useOther(inspected, viewOf)
  const present = t('now')
  return useMemo(() => {
    if (state.askedMs === null && other === null) return { kind: 'unchosen' }
    if (read?.kind === 'failed') return read
    const nameOf = (mark: RowMark) => named.find(({ seq }) => seq === mark.seq)?.name ?? formatBrief(mark.atMs)
    const living: Side<V> | null = now === null ? null : { seq: null, label: present, view: now }
    const { shown } = state
    const here = shown ? { seq: shown.at.seq, label: nameOf(shown.at), view: shown.view } : null
    const one = state.askedMs === null ? living : here
    const two = other === null ? living : read && { seq: other.seq, label: nameOf(other), view: read.view }
    if (!one || !two) return { kind: 'reading' }
    if (one.seq === two.seq) return { kind: 'same' }
    return { kind: 'ready', ...inOrder(one, two) }
  }, [state, other, named, read, now, present])
}

/** "Since then" is only true of the earlier one. */
export function inOrder<V>(one: Side<V>, two: Side<V>): { readonly earlier: Side<V>; readonly later: Side<V> } {
  const isLater = one.seq === null || (two.seq !== null && one.seq > two.seq)
  return isLater && !fault('HSC-14') ? { earlier: two, later: one } : { earlier: one, later: two }
}

type Read<V> =
  | { readonly kind: 'read'; readonly seq: number; readonly view: V }
  | { readonly kind: 'failed'; readonly seq: number; readonly why: string }

/** Null while it is being read, and when there is none. */
function useOther<V>({ name, other }: Other, viewOf: (at: DocumentAt) => V): Read<V> | null {
  const [read, setRead] = useState<Read<V> | null>(null)
  const seq = other?.seq ?? null
  useEffect(() => {
    if (seq === null) return
    let gone = false
    readDocumentAt(name, { seq }).then(
      (at) => (gone ? undefined : setRead({ kind: 'read', seq, view: viewOf(at) })),
      (error: unknown) => (gone ? undefined : setRead({ kind: 'failed', seq, why: errorSentence(error) })),
    )
    return () => {
      gone = true
    }
  }, [name, seq, viewOf])
  return read?.seq === seq ? read : null
}
