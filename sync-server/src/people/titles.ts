import type { Logger } from 'pino'
import { fault, metaMap } from '@mutirao/documents'
import type { Directory, DocumentRecord, Journal } from '@mutirao/persistence'
import type { SyncEngine } from '../sync/types.ts'
import type { PeopleChanges } from './changes.ts'

/** Renaming is typing: one look at the title this long after the first row of a burst. */
const settleMs = 1000
const maxTitleLength = 200

/**
 * The title of a board or a list of requests is edited in the document (`meta.title`) and shown from SQL in lists. After rows of one this process
 * wrote, the two are compared and SQL follows.
 */
export function followTitles(parts: {
  readonly journal: Pick<Journal, 'onCommit'>
  readonly directory: Pick<Directory, 'documentsById' | 'renameDocument'>
  readonly engine: Pick<SyncEngine, 'read'>
  readonly changes: Pick<PeopleChanges, 'announce'>
  readonly log: Logger
}): { readonly close: () => void } {
  const timers = new Map<number, NodeJS.Timeout>()
  /** Known kinds: most rows belong to documents without a title of their own, and asking SQL for each would cost more than it gives. */
  const boards = new Map<number, DocumentRecord | null>()
  const titles = new Map<number, string>()

  const boardOf = async (documentId: number): Promise<DocumentRecord | null> => {
    const known = boards.get(documentId)
    if (known !== undefined) return known
    const record = (await parts.directory.documentsById([documentId])).get(documentId)
    const board = record?.kind === 'board' || record?.kind === 'requests' ? record : null
    boards.set(documentId, board)
    return board
  }

  const follow = async (documentId: number): Promise<void> => {
    const board = await boardOf(documentId)
    if (!board) return
    const title = await parts.engine.read(board.name, (doc) => metaMap(doc).get('title'))
    if (typeof title !== 'string' || title.trim() === '') return
    const shown = title.slice(0, maxTitleLength)
    if ((titles.get(documentId) ?? board.title) === shown || fault('HTT-7')) return
    if (await parts.directory.renameDocument(board.workspaceId, board.name, shown)) titles.set(documentId, shown)
    await parts.changes.announce({ workspaceId: board.workspaceId, userId: null })
  }

  const stop = parts.journal.onCommit((commit) => {
    for (const { documentId } of commit.documents) {
      if (timers.has(documentId) || boards.get(documentId) === null) continue
      const timer = setTimeout(() => {
        timers.delete(documentId)
        follow(documentId).catch((error: unknown) =>
          parts.log.warn({ err: error, documentId }, 'the title of a board could not be followed'),
        )
      }, settleMs)
      timers.set(documentId, timer.unref())
    }
  })
  return {
    close() {
      stop()
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
