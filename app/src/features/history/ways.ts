import { fault, restorable } from '@mutirao/documents'
import type { FeedItem } from './feed.ts'

/** What of a group of changes can be put back from its row. */
export interface Ways {
  /** Fields of the card or request the group is about, `notes`, or what stands in the document itself (`justification`). */
  readonly fields: readonly string[]
  /** Entries of the document that were changed: items of a request. Those it made go by putting everything back. */
  readonly entries: readonly string[]
  /** Whether all of it can go back too, to before the group or to how it was after it. */
  readonly whole: boolean
}

/** Creation is undone by archiving, what people said stays, and what follows from something else follows it. */
export function waysOf({ source: { kind }, group }: FeedItem): Ways {
  const { flat, entries: roots, text, isFixed } = restorable[kind]
  const isInside = kind === 'request'
  const [fields, entries] = [new Set<string>(), new Set<string>()]
  const made = new Set(group.facts.filter((fact) => fact.kind === 'insert').map(({ path }) => path[1]))
  for (const { path } of group.facts) {
    const [root = '', id = '', key] = path
    if (root === text) fields.add(root)
    else if (roots.includes(root) && key !== undefined && !isFixed(key)) {
      if (!isInside) fields.add(key)
      else if (!made.has(id) || fault('HSC-19')) entries.add(id)
    } else if (isInside && flat.includes(root)) fields.add(id)
  }
  const isAny = fields.size + entries.size > 0 || (isInside && group.facts.some(({ path }) => path[0] === 'items'))
  return { fields: [...fields], entries: [...entries], whole: kind !== 'card' && isAny }
}
