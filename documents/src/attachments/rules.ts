import type * as Y from 'yjs'
import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Change, SetBack } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { all, allowed, entry, once, setBackBy, value } from '../rules.ts'
import type { Rule } from '../rules.ts'
import { entryMap } from '../writes.ts'
import { attachmentsMap, attachmentsRoot, attachmentValues } from './shape.ts'

const checkedValue = value((key) => attachmentValues.get(key))
/** Which file it is, whose and since when: whoever wants another one attaches another one. */
const fixed = all((ask) => (fault('ATT-2') ? allowed : once('attachment_fixed')(ask)), checkedValue)
const byServer = setBackBy('server_only')

/** Lines for the rules of every kind whose documents carry files. */
export const attachmentRules: readonly Rule[] = [
  { path: [attachmentsRoot, '*'], judge: (ask) => (fault('ATT-8') ? allowed : entry(ask)) },
  ...['bytes', 'type', 'sha256', 'by', 'at'].map((key): Rule => ({ path: [attachmentsRoot, '*', key], judge: fixed })),
  { path: [attachmentsRoot, '*', 'storedAt'], judge: (ask) => (fault('ATT-5') ? checkedValue(ask) : byServer(ask)) },
  { path: [attachmentsRoot, '*', '*'], judge: checkedValue },
]

/** New entries whose `by` is absent or not the person who sent them. */
export function completeAttachments(doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] {
  return changes.flatMap((change): SetBack[] => {
    const [root, id] = change.path
    if (root !== attachmentsRoot || id === undefined || change.path.length !== 2) return []
    if (change.op !== 'set' || !isContainer(change.value)) return []
    const attachment = entryMap(attachmentsMap(doc), id)
    if (!attachment || attachment.get('by') === actor.userId || fault('ATT-4')) return []
    return [{ path: [...change.path, 'by'], rule: 'attachment_fixed', before: actor.userId }]
  })
}
