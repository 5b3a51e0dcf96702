import { MutiraoError, fault, listNameOf, mayWriteTo, parseName } from '@mutirao/documents'
import type { Actor, ParsedName } from '@mutirao/documents'
import type { Directory, DocumentRecord, MemberRecord } from '@mutirao/persistence'

/** A document somebody may open, and what they may do there. */
export interface Opened {
  readonly document: DocumentRecord
  readonly parsed: ParsedName
  readonly actor: Actor
  /** False: look only. */
  readonly write: boolean
}

/**
 * Who may open what, asked by WebSocket, HTTP sync and REST alike. Three things look exactly the same from outside: what
 * does not exist, what belongs to another workspace, and what is another person's. Each is `null` here.
 */
export interface AccessControl {
  /** The active membership of this person, or null (also for workspaces that do not exist). */
  member(userId: string, workspaceId: string): Promise<MemberRecord | null>
  /**
   * A document of this workspace; makes the row of a document that needs no creation at its first opening.
   * @throws MutiraoError `too_fast` for somebody who makes very many
   */
  open(userId: string, workspaceId: string, rawName: string): Promise<Opened | null>
  /** The same for callers that give the name only. */
  openByName(userId: string, rawName: string): Promise<Opened | null>
  /** May this member see that a document of this name changed? For lists and events; no SQL. */
  sees(member: MemberRecord, rawName: string): boolean
}

export type AccessDirectory = Pick<
  Directory,
  'member' | 'document' | 'documentByName' | 'ensureDetailDocument' | 'ensureUserDocument' | 'ensureAccountsDocument'
>

const actorOf = (member: MemberRecord): Actor => ({
  userId: member.userId,
  role: member.role,
  groups: member.groups,
})

/** How many documents somebody may bring into being by opening them. `take` answers 0, or the seconds to wait. */
export interface CreationLimit {
  take(userId: string, cost: number): number
}

/** @param creations default: no limit */
export function createAccess(directory: AccessDirectory, creations?: CreationLimit): AccessControl {
  const member = async (userId: string, workspaceId: string): Promise<MemberRecord | null> => {
    const found = await directory.member(workspaceId, userId)
    return found?.active === true || (found !== null && fault('ACC-11')) ? found : null
  }

  const openParsed = async (userId: string, workspaceId: string, parsed: ParsedName): Promise<Opened | null> => {
    const who = await member(userId, workspaceId)
    if (!who) return null
    const document = await recordOf(who, parsed)
    return document ? { document, parsed, actor: actorOf(who), write: mayWriteTo(parsed.kind, who.role) } : null
  }

  const recordOf = (who: MemberRecord, parsed: ParsedName): Promise<DocumentRecord | null> => {
    switch (parsed.kind) {
      case 'board':
      case 'requests':
        return fault('ACC-9') ? directory.documentByName(parsed.name) : directory.document(who.workspaceId, parsed.name)
      case 'card':
      case 'request':
      case 'ledger':
        return fault('ACC-19') ? directory.document(who.workspaceId, parsed.name) : detailOf(who, parsed)
      case 'user':
        return ownDocument(who, parsed)
      case 'accounts':
        return parsed.workspaceId === who.workspaceId || fault('CTA-11')
          ? directory.ensureAccountsDocument(parsed.workspaceId, who.userId)
          : Promise.resolve(null)
    }
  }

  /** A detail exists by being opened, by viewers too: whoever makes up names pays for each. */
  const detailOf = async (who: MemberRecord, { name }: ParsedName): Promise<DocumentRecord | null> => {
    const known = await directory.document(who.workspaceId, name)
    if (known) return known
    const retryAfterSeconds = creations?.take(who.userId, 1) ?? 0
    if (retryAfterSeconds > 0 && !fault('ATK-9'))
      throw new MutiraoError('too_fast', 'new details', { retryAfterSeconds })
    return directory.ensureDetailDocument(who.workspaceId, name, who.userId)
  }

  const ownDocument = async (
    who: MemberRecord,
    parsed: Extract<ParsedName, { kind: 'user' }>,
  ): Promise<DocumentRecord | null> => {
    const own = parsed.workspaceId === who.workspaceId && (parsed.userId === who.userId || fault('ACC-10'))
    return own ? directory.ensureUserDocument(who.workspaceId, parsed.userId) : null
  }

  const workspaceOf = async (parsed: ParsedName): Promise<string | null> => {
    if (parsed.kind === 'user' || parsed.kind === 'accounts') return parsed.workspaceId
    const record = await directory.documentByName(listNameOf(parsed) ?? parsed.name)
    return record?.workspaceId ?? null
  }

  return {
    member,
    async open(userId, workspaceId, rawName) {
      const parsed = parseName(rawName)
      return parsed ? openParsed(userId, workspaceId, parsed) : null
    },
    async openByName(userId, rawName) {
      const parsed = parseName(rawName)
      if (!parsed) throw new MutiraoError('invalid_name')
      const workspaceId = await workspaceOf(parsed)
      return workspaceId === null ? null : openParsed(userId, workspaceId, parsed)
    },
    sees(who, rawName) {
      const parsed = parseName(rawName)
      return parsed !== null && (parsed.kind !== 'user' || parsed.userId === who.userId || fault('ACC-10'))
    },
  }
}
