import { boardName, defaultStages, fault, metaMap, seedBoard } from '@mutirao/documents'
import type { NewStage, ParsedName } from '@mutirao/documents'
import type { Directory, DocumentRecord, Journal } from '@mutirao/persistence'
import type { SyncEngine } from '../sync/types.ts'
import { editContext, newUlid } from './edit-context.ts'

type Writer = Pick<SyncEngine, 'serverEdit'>

/** Creates a board's row and then its stages, both in the name of `userId`. Resolves to the row. */
export async function createBoard(
  directory: Pick<Directory, 'createDocument'>,
  engine: Writer,
  board: {
    readonly workspaceId: string
    readonly title: string
    readonly userId: string
    /** Default: those of a sales pipeline. */
    readonly stages?: readonly NewStage[] | undefined
  },
): Promise<DocumentRecord> {
  const record = await directory.createDocument({
    name: boardName(newUlid()),
    workspaceId: board.workspaceId,
    title: board.title,
    createdBy: board.userId,
  })
  if (!record) throw new Error('a new board id was taken by another workspace')
  await seed(engine, record, board.stages)
  return record
}

async function seed(engine: Writer, board: DocumentRecord, stages = defaultStages): Promise<void> {
  await engine.serverEdit(board.name, 'client', board.createdBy, (doc) => {
    // Asked on the document itself: two openings of an unseeded board at once must not give it twelve stages.
    if (metaMap(doc).size > 0) return
    seedBoard(doc, editContext(board.createdBy), {
      title: board.title,
      stages: fault('HTT-6') ? [] : stages,
    })
  })
}

/**
 * A board whose creation stopped between row and stages (the process died, the journal was away) gets its stages when it
 * is opened the first time.
 */
export async function seedUnfinished(
  journal: Pick<Journal, 'head'>,
  engine: Writer,
  document: DocumentRecord,
  parsed: ParsedName,
): Promise<void> {
  if (parsed.kind !== 'board') return
  const head = await journal.head(document.id)
  if (head?.seq === 0) await seed(engine, document)
}
