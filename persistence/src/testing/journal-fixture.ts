import { boardName } from '@mutirao/documents'
import { createDirectory } from '../directory.ts'
import type { Database, DocumentRecord, JournalAppend } from '../types.ts'

export const testWorkspace = 'workspace-1'

let made = 0

/** New boards in `workspace-1`, which is made when missing. */
export async function makeBoards(
  database: Database,
  count: number,
  workspaceId = testWorkspace,
): Promise<DocumentRecord[]> {
  const directory = createDirectory(database)
  await directory.createWorkspace({ id: workspaceId, name: 'Test' })
  const boards: DocumentRecord[] = []
  for (let i = 0; i < count; i++) {
    const name = boardName(`${process.pid}-board-${String(++made).padStart(6, '0')}`)
    const board = await directory.createDocument({ name, workspaceId, title: 'Funil', createdBy: 'ana' })
    if (!board) throw new Error(`${name} exists in another workspace`)
    boards.push(board)
  }
  return boards
}

/** An entry whose bytes are the given text, so that a test recognises it in the journal. */
export const entryOf = (documentId: number, text: string, more: Partial<JournalAppend> = {}): JournalAppend => ({
  documentId,
  actorId: 'ana',
  origin: 'client',
  update: Buffer.from(text),
  ...more,
})

/** What the journal holds of a document, read on another connection: texts in seq order. Throws when the seqs are not 1, 2, 3 … */
export async function textsOf(database: Database, documentId: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ seq: number; update: Buffer }>(
    'select seq, update from journal where document_id = $1 order by seq',
    [documentId],
  )
  for (const [i, { seq }] of rows.entries()) {
    if (seq !== i + 1) throw new Error(`document ${documentId}: seq ${seq} at place ${i + 1}`)
  }
  const { rows: heads } = await database.pool.query<{ seq: number }>(
    'select seq from document_head where document_id = $1',
    [documentId],
  )
  if (heads[0]?.seq !== rows.length)
    throw new Error(`document ${documentId}: head ${heads[0]?.seq}, ${rows.length} rows`)
  return rows.map(({ update }) => update.toString())
}
