import { MutiraoError, fault } from '@mutirao/documents'
import type { Journal } from '@mutirao/persistence'
import type { Logger } from 'pino'
import type { Patience } from './limits.ts'
import type { SubmitTarget } from './target.ts'

export interface Ownership {
  /**
   * Fills in whose these Yjs client ids are; ids nobody has used become `actorId`'s. Asks the journal until it answers: an
   * outage must not turn into a refusal. Rejects only with `journal_unavailable`, when the server closes.
   */
  learn(target: SubmitTarget, clientIds: readonly number[], actorId: string): Promise<void>
}

const firstPauseMs = 100
const maxPauseMs = 5_000

export function createOwnership(journal: Pick<Journal, 'clientOwner'>, log: Logger, patience: Patience): Ownership {
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
  return {
    async learn(target, clientIds, actorId) {
      const found = await ask(target.documentId, clientIds)
      // Somebody else may have claimed the id while the journal was asked.
      for (const id of clientIds) {
        if (!target.owners.has(id)) target.owners.set(id, found.get(id) ?? actorId)
      }
    },
  }
}
