import * as Y from 'yjs'
import { kinds } from '../kinds.ts'
import type { Change, Judgement } from '../kind.ts'
import { mustParseName } from '../names.ts'
import type { DocumentKindName } from '../names.ts'
import type { Role } from '../protocol.ts'

const board = '01HBOARD0000000000000000AA'
const names: Record<DocumentKindName, string> = {
  board: `board:${board}`,
  card: `card:${board}.01HCARD00000000000000000AA`,
  user: 'user:workspace1.ana-user',
  accounts: 'accounts:workspace1',
  requests: `requests:${board}`,
  request: `request:${board}.01HCARD00000000000000000AA`,
  ledger: `ledger:${board}`,
}

/** Judges one change of a document as one person, in a word: `allow`, the rule that sets it back, or the code it is refused with. */
export function judgeOf(kind: DocumentKindName, doc = new Y.Doc(), userId = 'ana-user', role: Role = 'editor') {
  const judge = kinds[kind].judge({ userId, role, groups: [] }, { document: mustParseName(names[kind]), doc })
  return (
    path: string,
    value?: Change['value'],
    {
      op = value === undefined ? 'delete' : 'set',
      before,
      bytes,
    }: { op?: Change['op']; before?: Judgement | string | number | object; bytes?: number } = {},
  ): string => {
    const size = bytes ?? JSON.stringify(value ?? null).length
    const judgement = judge({ path: path.split('/'), op, value, bytes: size }, before as never)
    return judgement.kind === 'allow' ? 'allow' : judgement.kind === 'revert' ? judgement.rule : judgement.code
  }
}

export const map = { type: 'map' } as const
export const card = 'cards/01HCARD00000000000000000AA'
