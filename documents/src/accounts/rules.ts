import type * as Y from 'yjs'
import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Change, Judge, JudgeContext, SetBack } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { all, entry, judgeMembers, once, refused, setBackBy, value } from '../rules.ts'
import type { Predicate, Rule } from '../rules.ts'
import type { ValueCheck } from '../values.ts'
import { entryMap } from '../writes.ts'
import {
  accountsRoots,
  accountValues,
  aliasPrefix,
  aliasValue,
  contactValues,
  dismissedValue,
  isPairKey,
} from './shape.ts'

const accountKey = (key: string): ValueCheck | undefined =>
  accountValues.get(key) ?? (key.startsWith(aliasPrefix) ? aliasValue : undefined)
const contactKey = (key: string): ValueCheck | undefined => contactValues.get(key)

/** Two ids and whether they were told apart; anything else has no place here. */
const pair: Predicate = (ask) =>
  isPairKey(ask.change.path[1] ?? '') || fault('CTA-8') ? value(() => dismissedValue)(ask) : refused('bad_structure')

const accountsRules: readonly Rule[] = [
  { path: ['meta', 'schemaVersion'], judge: setBackBy('server_only') },
  { path: ['accounts', '*'], judge: entry },
  { path: ['accounts', '*', 'createdBy'], judge: all(once('created_by'), value(accountKey)) },
  { path: ['accounts', '*', '*'], judge: value(accountKey) },
  { path: ['contacts', '*'], judge: entry },
  { path: ['contacts', '*', 'createdBy'], judge: all(once('created_by'), value(contactKey)) },
  { path: ['contacts', '*', '*'], judge: value(contactKey) },
  { path: ['dismissed', '*'], judge: pair },
]

/** Every member but a viewer writes accounts and contacts. */
export const judgeAccounts = (actor: Actor, context: JudgeContext): Judge => judgeMembers(accountsRules, actor, context)

/** New accounts and contacts whose `createdBy` is absent or not the person who sent them. */
export function completeAccounts(doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] {
  const sets: SetBack[] = []
  for (const { path, op, value: written } of changes) {
    const [root, id] = path
    if ((root !== accountsRoots.accounts && root !== accountsRoots.contacts) || path.length !== 2) continue
    if (id === undefined || op !== 'set' || !isContainer(written)) continue
    const made = entryMap(doc.getMap(root), id)
    if (!made || made.get('createdBy') === actor.userId || fault('CTA-9')) continue
    sets.push({ path: [...path, 'createdBy'], rule: 'created_by', before: actor.userId })
  }
  return sets
}
