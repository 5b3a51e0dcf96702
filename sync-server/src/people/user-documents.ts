import type { Logger } from 'pino'
import {
  conflictId,
  fault,
  maxNotifications,
  userName,
  writeConflicts,
  writeDocuments,
  writeMembers,
  writeNotifications,
} from '@mutirao/documents'
import type { DocumentEntry, MemberSnapshot, ParsedName } from '@mutirao/documents'
import type {
  Directory,
  DocumentRecord,
  HistoryReader,
  ListedDocument,
  MemberRecord,
  Notifications,
  SeatedMember,
} from '@mutirao/persistence'
import { serverActor } from '../submit/target.ts'
import type { SyncEngine } from '../sync/types.ts'

/**
 * Keeps the server-written part of `user:` documents (members, documents, conflicts, notifications) as the tables say: brought up to date before a
 * reader gets one, and while somebody may have one open, whenever the people or boards of its workspace or the
 * person's own open conflicts change.
 */
export interface UserDocuments {
  /** For `beforeLoad` of the engine. */
  beforeLoad(document: DocumentRecord, parsed: ParsedName): Promise<void>
  /** Brings the documents seen here up to date; null = of all workspaces. Resolves when all are written. */
  refresh(workspaceId: string | null): Promise<void>
  /** The same for what these people alone are told: open conflicts, notifications. */
  refreshConflicts(workspaceId: string, userIds: readonly string[] | 'everybody'): Promise<void>
}

type Tables = Pick<Directory, 'membersOf' | 'listDocuments'> &
  Pick<HistoryReader, 'openConflictsOf'> & { readonly notificationsOf: Notifications['of'] }
/** The rest is found in the history. */
const maxConflicts = 100
type Writer = Pick<SyncEngine, 'serverEdit'>
interface Lists {
  readonly members: readonly SeatedMember[]
  readonly documents: readonly ListedDocument[]
}

export function createUserDocuments(directory: Tables, engine: () => Writer, log: Logger): UserDocuments {
  /** Per workspace: the tables read once for all the documents that are written from them. */
  const lists = new Map<string, Promise<Lists>>()
  /** Per workspace: people whose document was opened here. */
  const seen = new Map<string, Set<string>>()
  /** Two writers of one document would each see the old state and write the same difference twice. */
  const writing = new Map<string, Promise<void>>()

  const listsOf = (workspaceId: string): Promise<Lists> => {
    const known = lists.get(workspaceId)
    if (known) return known
    const read = Promise.all([directory.membersOf(workspaceId), directory.listDocuments(workspaceId)]).then(
      ([members, documents]) => ({ members, documents }),
    )
    lists.set(workspaceId, read)
    read.catch(() => lists.delete(workspaceId))
    return read
  }

  const write = async (workspaceId: string, userId: string): Promise<void> => {
    const { members, documents } = await listsOf(workspaceId)
    const self = members.find((member) => member.userId === userId && member.active)
    const entries = self ? documents.map((document) => entryOf(document, self)) : []
    const conflicts = self ? await directory.openConflictsOf(workspaceId, userId, maxConflicts) : []
    const notices = self ? await directory.notificationsOf(workspaceId, userId, maxNotifications) : []
    const told = conflicts.map((conflict) => {
      const { document, seq, index } = conflict
      return { id: conflictId(document, seq, index), ...conflict }
    })
    await engine().serverEdit(userName(workspaceId, userId), 'decision', serverActor, (doc) => {
      writeMembers(doc, self ? members.map(snapshotOf) : [])
      writeDocuments(doc, entries)
      writeConflicts(doc, told)
      if (!fault('NTC-3')) writeNotifications(doc, notices)
    })
  }

  const writeInTurn = (workspaceId: string, userId: string): Promise<void> => {
    const key = `${workspaceId}.${userId}`
    const before = writing.get(key) ?? Promise.resolve()
    const turn = before.then(
      () => write(workspaceId, userId),
      () => write(workspaceId, userId),
    )
    writing.set(key, turn)
    const forget = (): void => {
      if (writing.get(key) === turn) writing.delete(key)
    }
    turn.then(forget, forget)
    return turn
  }

  const refreshPeople = async (workspaceId: string, userIds: Iterable<string>): Promise<void> => {
    for (const userId of userIds) {
      await writeInTurn(workspaceId, userId).catch((error: unknown) =>
        log.warn({ err: error, workspaceId, userId }, 'a person’s document could not be brought up to date'),
      )
    }
  }

  const refreshWorkspace = (workspaceId: string): Promise<void> => {
    lists.delete(workspaceId)
    return refreshPeople(workspaceId, seen.get(workspaceId) ?? [])
  }

  return {
    async refreshConflicts(workspaceId, userIds) {
      const here = [...(seen.get(workspaceId) ?? [])]
      await refreshPeople(workspaceId, userIds === 'everybody' ? here : here.filter((id) => userIds.includes(id)))
    },
    async beforeLoad(document, parsed) {
      if (parsed.kind !== 'user') return
      const people = seen.get(document.workspaceId) ?? new Set()
      // Once brought up to date it is kept so by `refresh`.
      if (people.has(parsed.userId)) return
      seen.set(document.workspaceId, people.add(parsed.userId))
      await writeInTurn(document.workspaceId, parsed.userId).catch((error: unknown) => {
        people.delete(parsed.userId)
        throw error
      })
    },
    async refresh(workspaceId) {
      if (fault('ACC-14')) return
      if (workspaceId === null) lists.clear()
      for (const id of workspaceId === null ? seen.keys() : [workspaceId]) await refreshWorkspace(id)
    },
  }
}

const snapshotOf = (member: SeatedMember): MemberSnapshot => ({
  id: member.userId,
  name: member.name,
  role: member.role,
  groups: member.groups,
  active: member.active,
  seat: member.seat,
})

const entryOf = (document: ListedDocument, self: MemberRecord): DocumentEntry => ({
  name: document.name,
  kind: document.kind,
  title: document.title,
  access: self.role === 'viewer' ? 'read' : 'write',
})
