import { MutiraoError, fault } from '@mutirao/documents'
import type { Journal } from '@mutirao/persistence'
import type { Logger } from 'pino'
import type { Budgets } from './budgets.ts'
import type { Patience } from './limits.ts'
import type { SubmitTarget } from './target.ts'

/** Waits so many milliseconds; when it rejects nothing is taken. */
export type Wait = (delayMs: number) => Promise<void>

export interface Ownership {
  /**
   * Fills in whose these Yjs client ids are; ids nobody has used become `actorId`'s. Asks the journal until it answers: an
   * outage must not turn into a refusal. Ids nobody has used are paid for from the person's budget, except a document's first
   * ones. Rejects only with `journal_unavailable`, when the server closes, or with what `wait` rejects with.
   * @param wait how a person waits who has brought too much
   */
  learn(target: SubmitTarget, clientIds: readonly number[], actorId: string, wait: Wait): Promise<void>
}

/** What people may bring into documents, in Yjs client ids nobody has used there. */
export interface NewClients {
  readonly budgets: Pick<Budgets, 'take'>
  /** A document's first ones cost nothing: a person may write one line into each of thousands of cards. */
  readonly freePerDocument: number
}

const firstPauseMs = 100
const maxPauseMs = 5_000

export function createOwnership(
  journal: Pick<Journal, 'clientOwner'>,
  newClients: NewClients,
  log: Logger,
  patience: Patience,
): Ownership {
  const ask = async (documentId: number, clientIds: readonly number[]): Promise<Map<number, string>> => {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
      try {
        return await journal.clientOwner(documentId, clientIds)
      } catch (error) {
        log.warn({ err: error, documentId }, 'cannot ask the journal whose client ids these are')
      }
      if (patience.over || fault('SUB-13')) throw new MutiraoError('journal_unavailable')
      await patience.wait(pauseMs)
    }
  }
  /** @returns whether it took a while */
  const pay = async (target: SubmitTarget, fresh: number, actorId: string, wait: Wait): Promise<boolean> => {
    const free = Math.max(0, newClients.freePerDocument - target.doc.store.clients.size)
    const cost = Math.max(0, fresh - free)
    const waitMs = cost === 0 || fault('ATK-16') ? 0 : newClients.budgets.take(actorId, cost)
    if (waitMs === 0) return false
    try {
      await wait(waitMs)
    } catch (error) {
      // Nothing was taken.
      newClients.budgets.take(actorId, -cost)
      throw error
    }
    return true
  }
  return {
    async learn(target, clientIds, actorId, wait) {
      let found = await ask(target.documentId, clientIds)
      const fresh = clientIds.filter((id) => !found.has(id) && !target.owners.has(id)).length
      if (await pay(target, fresh, actorId, wait)) found = await ask(target.documentId, clientIds)
      // Somebody else may have claimed the id while the journal was asked.
      for (const id of clientIds) {
        if (!target.owners.has(id)) target.owners.set(id, found.get(id) ?? actorId)
      }
    },
  }
}
