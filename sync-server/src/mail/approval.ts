import { fault, delegationsOf, leaveIntent, readIntents, readView, speaksFor } from '@mutirao/documents'
import type { DocumentName, JsonObject, RequestView } from '@mutirao/documents'
import type { Parts } from '../http/parts.ts'
import { editContext } from '../people/edit-context.ts'
import { intentIdOf } from './links.ts'
import type { ApprovalLink } from './links.ts'

export interface Standing {
  readonly view: RequestView
  readonly voicesOf: (userId: string) => readonly string[]
}

const standingSql = `select s.view, w.state as world from decision_subject s
  join document d on d.id = s.document_id left join decision_world w on w.workspace_id = d.workspace_id
  where d.name = $1 and s.subject = $2`

/**
 * How a request stands; null when nothing was decided about it. As the tables say: a letter may be written before the ledger
 * shows the decision it tells of.
 */
export async function standingOf(
  { database }: Pick<Parts, 'database'>,
  list: DocumentName,
  requestId: string,
): Promise<Standing | null> {
  const { rows } = await database.pool.query<{ view: JsonObject; world: JsonObject | null }>(standingSql, [
    list,
    requestId,
  ])
  const [row] = rows
  const view = readView(row?.view)
  if (!row || !view) return null
  const delegations = [...delegationsOf(row.world ?? {}).values()]
  return { view, voicesOf: (userId) => speaksFor(view, delegations, userId, Date.now()) }
}

/** Leaves the yes a link stands for, in the name of its person. Twice it is the same intent. */
export async function confirm({ engine }: Pick<Parts, 'engine'>, token: string, link: ApprovalLink): Promise<void> {
  const id = intentIdOf(token)
  const { list, requestId, userId, digest, round, level, policy, voice } = link
  const context = editContext(userId)
  await engine.serverEdit(list, 'client', userId, (doc) => {
    if (readIntents(doc).some((intent) => intent.id === id)) return
    leaveIntent(
      doc,
      { ...context, newId: fault('MAI-3') ? context.newId : () => id },
      {
        type: 'request.approve',
        subject: requestId,
        digest,
        // What the letter showed, and that it was a letter.
        args: { round, level, policy, for: voice, from: 'mail' },
      },
    )
  })
}
