import { readAttachments, sameAttachment } from '../attachments/read.ts'
import { attachmentsRoot, type AttachmentSnapshot } from '../attachments/shape.ts'
import { fault } from '../faults.ts'
import { diffWords } from '../history/diff.ts'
import type { TextSplice } from '../history/types.ts'
import type { DocumentState } from '../history/replay.ts'
import type { JsonValue } from '../kind.ts'
import { calledIn, readChecklist, readComments, sameComment, sameItem } from './read.ts'
import { cardRoots } from './shape.ts'
import type { ChecklistItem, CommentSnapshot } from './shape.ts'

/** What an open card shows beside its fields, as it stood at one moment. */
export interface CardContent {
  /** Plain text. */
  readonly notes: string
  readonly checklist: readonly ChecklistItem[]
  readonly comments: readonly CommentSnapshot[]
  readonly attachments: readonly AttachmentSnapshot[]
  /** Like `called` of a card that is open: deleted ones too. */
  readonly called: (id: string) => string | null
}

export interface EntryChange<T> {
  readonly before: T
  readonly now: T
}

/** What lies between two moments of entries with ids. */
export interface EntriesDifference<T> {
  readonly added: readonly T[]
  readonly removed: readonly T[]
  readonly changed: readonly EntryChange<T>[]
}

export interface CardContentDifference {
  readonly notes: readonly TextSplice[]
  readonly checklist: EntriesDifference<ChecklistItem>
  readonly comments: EntriesDifference<CommentSnapshot>
  readonly attachments: EntriesDifference<AttachmentSnapshot>
}

const isRecord = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const mapOf = (value: JsonValue | undefined): Map<string, unknown> =>
  new Map<string, unknown>(isRecord(value) ? Object.entries(value) : [])

/** Tolerates whatever somebody else's client left there. */
export function cardContentAt(state: Readonly<DocumentState>): CardContent {
  const notes = state[cardRoots.notes]
  const checklist = mapOf(state[cardRoots.checklist])
  const [comments, attachments] = [entriesOf(state[cardRoots.comments]), entriesOf(state[attachmentsRoot])]
  return {
    notes: typeof notes === 'string' ? notes : '',
    checklist: readChecklist(checklist),
    comments: readComments(comments),
    attachments: readAttachments(attachments),
    called: (id) => calledIn({ checklist, comments, attachments }, id),
  }
}

/** That a file arrived at the server changed nothing about it. */
const sameFile = (a: AttachmentSnapshot, b: AttachmentSnapshot): boolean =>
  sameAttachment({ ...a, storedAt: b.storedAt }, b)

const entriesOf = (root: JsonValue | undefined): Map<string, unknown> =>
  new Map(
    [...mapOf(root)].flatMap(([id, entry]): [string, unknown][] =>
      isRecord(entry as JsonValue) ? [[id, mapOf(entry as JsonValue)]] : [],
    ),
  )

export const compareCardContents = (then: CardContent, now: CardContent): CardContentDifference => ({
  notes: diffWords(then.notes, now.notes),
  checklist: difference(then.checklist, now.checklist, sameItem),
  comments: difference(then.comments, now.comments, sameComment),
  attachments: difference(then.attachments, now.attachments, sameFile),
})

function difference<T extends { readonly id: string }>(
  then: readonly T[],
  now: readonly T[],
  same: (a: T, b: T) => boolean,
): EntriesDifference<T> {
  const [before, after] = [new Map(then.map((one) => [one.id, one])), new Map(now.map((one) => [one.id, one]))]
  return {
    added: now.filter(({ id }) => !before.has(id)),
    removed: then.filter(({ id }) => !after.has(id)),
    changed: then.flatMap((one) => {
      const other = after.get(one.id)
      return other && (!same(one, other) || fault('HSC-12')) ? [{ before: one, now: other }] : []
    }),
  }
}
