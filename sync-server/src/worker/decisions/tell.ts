import { clearIntents, fault, ledgerName, mustParseName, writeLedger } from '@mutirao/documents'
import type { Decisions } from '@mutirao/documents'
import type { DecisionList, DecisionStore, Directory } from '@mutirao/persistence'
import { serverActor } from '../../submit/target.ts'
import type { Copies } from './copies.ts'

export interface TellParts {
  readonly store: Pick<DecisionStore, 'page' | 'markPublished' | 'uncleared' | 'markCleared'>
  readonly directory: Pick<Directory, 'ensureDetailDocument'>
  readonly copies: Copies
  readonly decisions: Decisions
  readonly point: (name: string) => void
  readonly now: () => number
}

/**
 * Brings the ledger of a list up to what was decided: what stands in the tables is written as it stands, so that doing it
 * twice, or after a crash at any place, comes to the same.
 * @param whole compares everything, not only what is known to be new
 */
export async function publish(parts: TellParts, list: DecisionList, whole: boolean): Promise<void> {
  const { store, directory, copies, decisions, point, now } = parts
  const page = await store.page(list, whole)
  if (!page) return
  const parsed = mustParseName(list.name)
  if (parsed.kind !== 'requests') return
  const ledger = await directory.ensureDetailDocument(list.workspaceId, ledgerName(parsed.listId), serverActor)
  if (!ledger) return
  const copy = await copies.atHead(ledger.id)
  const { subjects, outcomes, world } = page
  const last = outcomes.at(-1)
  if (last && fault('DEC-8')) await store.markPublished(list.documentId, last.place)
  point('publishing')
  await copies.write(ledger.id, copy, (doc) =>
    writeLedger(doc, { subjects, outcomes, rules: decisions.rules(world) }, now()),
  )
  point('published')
  if (last) await store.markPublished(list.documentId, last.place)
  point('marked')
}

/** Removes intents from the list whose outcomes stand in the ledger, those that were sent again too. */
export async function clearAway(parts: TellParts, list: DecisionList, cursorSeq: number): Promise<void> {
  const { store, copies, point } = parts
  const ids = await store.uncleared(list.documentId)
  if (ids.length === 0) return
  const copy = await copies.at(list.documentId, cursorSeq)
  await copies.write(list.documentId, copy, (doc) => {
    clearIntents(doc, ids)
  })
  point('cleared')
  await store.markCleared(list.documentId, ids)
  point('done')
}
