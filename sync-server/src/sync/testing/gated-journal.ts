import type { Appended, Journal, JournalAppend } from '@mutirao/persistence'

export interface Gate {
  readonly wrap: (journal: Journal) => Journal
  /** From now on commits wait. */
  hold(): void
  open(): void
  /** Commits that wait. */
  waiting(): number
  /** While blind, rows of others cannot be read (the reading waits). */
  blind(isBlind: boolean): void
}

/** A journal that waits for the test. */
export function gatedJournal(): Gate {
  let sight: Promise<void> | null = null
  let see: () => void = () => undefined
  let gate: Promise<void> | null = null
  let open: () => void = () => undefined
  let waiting = 0
  return {
    wrap: (journal) => ({
      ...bound(journal),
      async append(entry: JournalAppend): Promise<Appended> {
        waiting++
        await gate
        waiting--
        return journal.append(entry)
      },
      async read(documentId, afterSeq, options) {
        if (options?.skipNode) await sight
        return journal.read(documentId, afterSeq, options)
      },
      async head(documentId) {
        await sight
        return journal.head(documentId)
      },
    }),
    hold() {
      gate = new Promise((resolve) => (open = resolve))
    },
    open: () => {
      gate = null
      open()
    },
    waiting: () => waiting,
    blind(isBlind) {
      if (isBlind) sight = new Promise((resolve) => (see = resolve))
      else {
        sight = null
        see()
      }
    },
  }
}

/** Methods of a class instance as own properties, so that it can be spread. */
export const bound = (journal: Journal): Journal => ({
  nodeId: journal.nodeId,
  append: (entry) => journal.append(entry),
  read: (id, after, options) => journal.read(id, after, options),
  head: (id) => journal.head(id),
  heads: (ids) => journal.heads(ids),
  workspaceHeads: (workspaceId, after) => journal.workspaceHeads(workspaceId, after),
  clientOwner: (id, clients) => journal.clientOwner(id, clients),
  healthy: () => journal.healthy(),
  stats: () => journal.stats(),
  onCommit: (listener) => journal.onCommit(listener),
  close: () => journal.close(),
})
