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
  // One statement, hence one moment: others may be appending.
  const { rows } = await database.pool.query<{ head: number; seq: number | null; update: Buffer }>(
    `select h.seq as head, j.seq, j.update from document_head h left join journal j on j.document_id = h.document_id
     where h.document_id = $1 order by j.seq`,
    [documentId],
  )
  const written = rows.filter(({ seq }) => seq !== null)
  for (const [i, { seq }] of written.entries()) {
    if (seq !== i + 1) throw new Error(`document ${documentId}: seq ${seq} at place ${i + 1}`)
  }
  if (rows[0]?.head !== written.length) {
    throw new Error(`document ${documentId}: head ${rows[0]?.head}, ${written.length} rows`)
  }
  return written.map(({ update }) => update.toString())
}
