import type { Change, Judge, JsonValue, Judgement } from '../../kind.ts'
import { isContainer } from '../../kind.ts'

const allow: Judgement = { kind: 'allow' }
const mentions = (value: Change['value'], word: string): boolean => JSON.stringify(value ?? null).includes(word)

/** A small rule book with every kind of judgement, for maps, lists, text and xml. */
export const testJudge: Judge = (change: Change, before: JsonValue | undefined): Judgement => {
  const [root, entry, ...rest] = change.path
  if (!['cards', 'log', 'text', 'wall', 'notes'].includes(root ?? '')) return { kind: 'refuse', code: 'bad_structure' }
  const isEntry = root === 'cards' && entry !== undefined && rest.length === 0
  if (isEntry && change.op === 'delete') return { kind: 'refuse', code: 'hard_delete' }
  if (isEntry && (before !== undefined || !isContainer(change.value))) return { kind: 'refuse', code: 'hard_delete' }
  if (mentions(change.value, '§')) return { kind: 'refuse', code: 'bad_value' }
  if (change.path.at(-1) === '§') return { kind: 'refuse', code: 'bad_structure' }
  if (change.path.at(-1) === 'sealed') return { kind: 'refuse', code: 'bad_structure' }
  if (root === 'log' && change.op === 'delete' && change.path.length === 1)
    return { kind: 'refuse', code: 'hard_delete' }
  if (mentions(change.value, '¤')) return { kind: 'revert', rule: 'marked' }
  if (change.path.at(-1) === 'locked') return { kind: 'revert', rule: 'locked' }
  if (root === 'wall' && change.op === 'delete') return { kind: 'revert', rule: 'wall' }
  return allow
}

export const allowAll: Judge = () => allow
