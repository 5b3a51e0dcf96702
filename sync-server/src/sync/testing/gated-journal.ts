import type { Appended, Journal, JournalAppend } from '@mutirao/persistence'

/** A journal whose commits wait for the test. */
export function gatedJournal(): {
  wrap: (journal: Journal) => Journal
  hold: () => void
  open: () => void
  waiting: () => number
} {
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
    }),
    hold: () => (gate = new Promise((resolve) => (open = resolve))),
    open: () => {
      gate = null
      open()
    },
    waiting: () => waiting,
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
