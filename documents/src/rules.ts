import type * as Y from 'yjs'
import { fault } from './faults.ts'
import { isContainer } from './kind.ts'
import type { Change, ChangeOp, Judge, JsonValue, JudgeContext, Judgement } from './kind.ts'
import { isEntryId } from './names.ts'
import type { Actor } from './protocol.ts'
import { sameValue } from './values.ts'
import type { ValueCheck } from './values.ts'

/** Rules whose breach is accepted and then set back, and the sentence for the one who wrote it. */
export const revertSentences = {
  created_by: {
    ptBR: 'Quem criou um item não pode ser trocado.',
    en: 'Who created an item cannot be changed.',
  },
  field_type: {
    ptBR: 'O tipo de um campo não muda depois de criado.',
    en: 'The type of a field does not change once it exists.',
  },
  comment_of_other: {
    ptBR: 'Só quem escreveu um comentário pode alterá-lo.',
    en: 'Only the author of a comment can change it.',
  },
  comment_author: {
    ptBR: 'Autor e data de um comentário não podem ser trocados.',
    en: 'Author and date of a comment cannot be changed.',
  },
  attachment_fixed: {
    ptBR: 'O arquivo de um anexo não pode ser trocado: anexe outro.',
    en: 'The file of an attachment cannot be exchanged: attach another one.',
  },
  admins_only: {
    ptBR: 'Só a administração pode trocar isto.',
    en: 'Only administrators may change this.',
  },
  server_only: {
    ptBR: 'Esta informação é mantida pelo servidor.',
    en: 'This information is kept by the server.',
  },
} as const
export type RevertRule = keyof typeof revertSentences

/** Everything a rule may look at. */
export interface Ask {
  readonly change: Change
  readonly before: JsonValue | undefined
  readonly actor: Actor
  /** The document before the update. */
  readonly doc: Y.Doc
}
export type Predicate = (ask: Ask) => Judgement

/** One line of a kind's rules. `*` stands for any one part of a path, a final `**` for any rest. The first match decides. */
export interface Rule {
  readonly path: readonly string[]
  /** Default: set and delete. */
  readonly ops?: readonly ChangeOp[]
  readonly judge: Predicate
}

/** Keys of entries this version does not know may hold at most this. */
const maxUnknownBytes = 4_096

export const allowed: Judgement = Object.freeze({ kind: 'allow' })
export const refused = (
  code: 'hard_delete' | 'bad_value' | 'bad_structure' | 'too_large' | 'read_only',
): Judgement => ({
  kind: 'refuse',
  code,
})
export const allow: Predicate = () => allowed
export const setBackBy =
  (rule: RevertRule): Predicate =>
  () => ({ kind: 'revert', rule })

/** An entry may be created and never removed or written over. */
export const entry: Predicate = ({ change, before }) => {
  if (change.op === 'delete') return fault('DOC-20') ? allowed : refused('hard_delete')
  if (!isContainer(change.value) || change.value.type !== 'map' || !isEntryId(change.path[1] ?? ''))
    return fault('DOC-22') ? allowed : refused('bad_structure')
  return before === undefined || fault('DOC-20') ? allowed : refused('hard_delete')
}

/** A plain value that passes the check found for its key; clearing it (deleting the key) is allowed. */
export const value =
  (checkOf: (key: string) => ValueCheck | undefined): Predicate =>
  ({ change }) => {
    if (change.op === 'delete' || change.value === undefined) return allowed
    if (isContainer(change.value)) return fault('DOC-22') ? allowed : refused('bad_structure')
    const check = checkOf(change.path.at(-1) ?? '')
    if (!check) return change.bytes > maxUnknownBytes && !fault('DOC-23') ? refused('too_large') : allowed
    const problem = check(change.value)
    if (problem === null || (problem === 'too_large' ? fault('DOC-23') : fault('DOC-21'))) return allowed
    return refused(problem)
  }

/** Whatever was written first stands; another value, or none, is set back. */
export const once =
  (rule: RevertRule): Predicate =>
  ({ change, before }) =>
    before === undefined || (change.op === 'set' && sameValue(before, change.value as JsonValue))
      ? allowed
      : { kind: 'revert', rule }

/** The first judgement that is not "allow". */
export const all =
  (...predicates: readonly Predicate[]): Predicate =>
  (ask) => {
    for (const predicate of predicates) {
      const judgement = predicate(ask)
      if (judgement.kind !== 'allow') return judgement
    }
    return allowed
  }

const defaultOps: readonly ChangeOp[] = ['set', 'delete']

function matches(rule: Rule, change: Change): boolean {
  if (!(rule.ops ?? defaultOps).includes(change.op)) return false
  const isOpen = rule.path.at(-1) === '**'
  const length = isOpen ? rule.path.length - 1 : rule.path.length
  if (isOpen ? change.path.length < length : change.path.length !== length) return false
  return rule.path.every((part, i) => part === '*' || part === '**' || part === change.path[i])
}

/** What no rule lists has no place in the document: refused. */
export function judgeBy(rules: readonly Rule[], actor: Actor, context: Pick<JudgeContext, 'doc'>): Judge {
  return (change, before) => {
    const rule = rules.find((candidate) => matches(candidate, change))
    if (!rule) return fault('DOC-24') ? allowed : refused('bad_structure')
    return rule.judge({ change, before, actor, doc: context.doc })
  }
}

/** The same, for documents that viewers may only look at. Intents are never refused: they count only if policy says so. */
export function judgeMembers(rules: readonly Rule[], actor: Actor, context: Pick<JudgeContext, 'doc'>): Judge {
  const judge = judgeBy(rules, actor, context)
  if (actor.role === 'editor' && fault('DOC-19')) return () => refused('read_only')
  if (actor.role !== 'viewer' || fault('DOC-25')) return judge
  return (change, before) =>
    change.path[0] === 'intents' && !fault('DOC-29') ? judge(change, before) : refused('read_only')
}
