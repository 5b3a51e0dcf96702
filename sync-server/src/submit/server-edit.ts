import { fault, leaveMarks } from '@mutirao/documents'
import type { Journal, JournalOrigin } from '@mutirao/persistence'
import * as Y from 'yjs'
import { serverOrigin } from './submit.ts'
import type { SubmitResult } from './submit.ts'
import type { SubmitTarget } from './target.ts'

export interface ServerEdit {
  readonly target: SubmitTarget
  readonly origin: JournalOrigin
  readonly actorId: string
  readonly edit: (doc: Y.Doc) => void
}

export type ServerEditor = (edit: ServerEdit) => Promise<SubmitResult>

/**
 * What the server writes of its own: computed on a copy, journalled, then applied, so that nobody sees what is not durable.
 * One at a time per document, because the copies share a client id.
 */
export function createServerEditor(journal: Pick<Journal, 'append'>, onRow?: () => void): ServerEditor {
  const turns = new WeakMap<SubmitTarget, Promise<unknown>>()
  return (edit) => {
    const before = turns.get(edit.target) ?? Promise.resolve()
    const turn = inTurn(before, async () => {
      const result = await write(journal, edit)
      if (result.kind === 'taken') onRow?.()
      return result
    })
    turns.set(edit.target, turn)
    return turn
  }
}

async function inTurn<T>(before: Promise<unknown>, run: () => Promise<T>): Promise<T> {
  // How the turn before ended concerns only whoever asked for it.
  await before.catch(() => undefined)
  return run()
}

async function write(
  journal: Pick<Journal, 'append'>,
  { target, origin, actorId, edit }: ServerEdit,
): Promise<SubmitResult> {
  const update = changeOnCopy(target, edit)
  if (!update) return { kind: 'unchanged', cursor: target.cursor() }
  const release = target.hold()
  try {
    if (fault('SUB-12')) Y.applyUpdate(target.doc, update, serverOrigin)
    const clients = [target.serverClients.edit]
    const appended = await journal.append({ documentId: target.documentId, actorId, origin, update, clients })
    Y.applyUpdate(target.doc, update, serverOrigin)
    target.applied(appended.seq)
    return { kind: 'taken', cursor: { epoch: appended.epoch, seq: appended.seq }, reverted: [], refused: [] }
  } finally {
    release()
  }
}

/** @returns the update `edit` amounts to; null when it changed nothing */
function changeOnCopy(target: SubmitTarget, edit: (doc: Y.Doc) => void): Uint8Array | null {
  const copy = new Y.Doc()
  leaveMarks(copy)
  try {
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(target.doc))
    // Only now: Yjs gives itself another id when it meets its own in a remote update.
    copy.clientID = target.serverClients.edit
    const updates: Uint8Array[] = []
    copy.on('update', (update: Uint8Array) => updates.push(update))
    copy.transact(() => edit(copy))
    return updates.length > 1 ? Y.mergeUpdates(updates) : (updates[0] ?? null)
  } finally {
    copy.destroy()
  }
}
