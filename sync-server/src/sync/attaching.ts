import type { Document, onAuthenticatePayload } from '@hocuspocus/server'
import type { DocumentRecord } from '@mutirao/persistence'
import { fault } from '@mutirao/documents'
import type { ParsedName } from '@mutirao/documents'
import type { Logger } from 'pino'
import { Attached } from './attached.ts'
import type { Reader } from './attached.ts'
import { Denied } from './documents.ts'
import type { Held } from './held.ts'
import type { HotContext, OpenedBy } from './hot.ts'
import type { People } from './people.ts'
import type { SyncSocket } from './socket.ts'
import type { Access, Person, SyncEngineOptions } from './types.ts'
import type { Patience } from '../submit/limits.ts'

export interface AttachingParts {
  readonly options: Pick<SyncEngineOptions, 'authenticate' | 'access' | 'beforeLoad'>
  readonly people: People
  readonly heldOf: (document: Document) => Held
  readonly isHeld: (name: string) => boolean
  /** A refresh before a load may take this long. */
  readonly refreshDeadlineMs: number
  readonly patience: Patience
  readonly log: Logger
}

/** From a token to an open document, and what happens to it when rights change. */
export interface Attaching {
  /** Hocuspocus' onAuthenticate: rejects with `Denied`, whose reason the client is told. */
  authenticate(payload: onAuthenticatePayload<HotContext>): Promise<{ opened: OpenedBy }>
  attachedOf(connection: Reader): Attached
  /** Hocuspocus' connected. Never rejects. */
  connected(connection: Reader): void
  /** The client sent a new token on an open document. Never rejects. */
  newToken(connection: Reader, token: string): Promise<void>
  /** Asks again what this person may do with everything they have open. Never rejects. */
  recheck(userId: string): Promise<void>
}

export function createAttaching(parts: AttachingParts): Attaching {
  const { options, people, log } = parts
  const attached = new WeakMap<Reader, Attached>()

  /** "Cannot know now" is not "no": the client is told to come again. */
  const knowing = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question
    } catch (error) {
      log.warn({ err: error }, 'cannot tell what a person may do')
      throw new Denied(fault('SYN-30') ? 'forbidden' : 'journal_unavailable')
    }
  }

  const personBehind = async (socket: SyncSocket, token: string): Promise<Person> => {
    const person = await knowing(options.authenticate(token))
    if (!person) throw new Denied(fault('SYN-25') ? 'forbidden' : 'signed_out')
    const joined = people.join(socket, person)
    if (joined !== 'ok' && !fault('SYN-18')) throw new Denied(joined)
    return person
  }

  const refresh = async (document: DocumentRecord, parsed: ParsedName): Promise<void> => {
    if (!options.beforeLoad || parts.isHeld(document.name)) return
    const refreshed = options.beforeLoad(document, parsed).catch((error: unknown) => {
      log.warn({ err: error, document: document.name }, 'a document could not be refreshed before it was loaded')
    })
    await Promise.race([refreshed, parts.patience.wait(parts.refreshDeadlineMs)])
  }

  const attachedOf = (connection: Reader): Attached => {
    const known = attached.get(connection)
    if (known) return known
    const { socket, opened } = connection.context
    if (!socket || !opened) throw new Error('a connection without a person')
    const made = new Attached(connection, parts.heldOf(connection.document), socket, opened)
    attached.set(connection, made)
    return made
  }

  const recheckOne = async (one: Attached, userId: string): Promise<void> => {
    const version = people.rightsVersion(userId)
    let access: Access
    try {
      access = await options.access(userId, one.socket.workspaceId, one.held.record.name)
    } catch (error) {
      log.warn({ err: error, document: one.held.record.name }, 'cannot tell what a person may do')
      return one.close('journal_unavailable')
    }
    if (access.kind === 'denied') one.close(access.reason)
    else if (version === people.rightsVersion(userId)) one.setRights(access.actor, access.write, version)
    else await recheckOne(one, userId)
  }

  return {
    attachedOf,
    async authenticate({ token, documentName, context, connectionConfig }) {
      const { socket } = context
      if (!socket || parts.patience.over) throw new Denied('journal_unavailable')
      const person = await personBehind(socket, token)
      const rightsVersion = people.rightsVersion(person.userId)
      const access = await knowing(options.access(person.userId, socket.workspaceId, documentName))
      if (access.kind === 'denied') throw new Denied(access.reason)
      await refresh(access.document, access.parsed)
      connectionConfig.readOnly = !access.write && !fault('SYN-3')
      return { opened: { person, access: { ...access, write: access.write || fault('SYN-3') }, rightsVersion } }
    },
    connected(connection) {
      const one = attachedOf(connection)
      // It may be closed already: a client that opened and closed in one breath.
      if (!connection.document.hasConnection(connection)) return one.closed()
      const release = (): void => {
        one.closed()
        // What is still in its queue is journalled and applied here: the instance must not go before.
        const drained = one.held.hold()
        void connection.waitForPendingMessages().finally(drained)
      }
      connection.onClose(release)
      one.socket.opened(one.address, one)
      one.greet()
      one.tellPresence()
      // Rights may have changed between the question and now, when nobody could have found this connection.
      if (one.rightsVersion !== people.rightsVersion(one.person.userId)) void recheckOne(one, one.person.userId)
    },
    async newToken(connection, token) {
      const one = attachedOf(connection)
      try {
        const person = await options.authenticate(token)
        if (person?.userId === one.person.userId) one.socket.recognise(person)
        else one.close('signed_out')
      } catch (error) {
        log.warn({ err: error }, 'a renewed token could not be checked')
      }
    },
    async recheck(userId) {
      if (fault('SYN-28')) return
      people.rightsChanged(userId)
      const open = people
        .socketsOf(userId)
        .flatMap((socket) => [...socket.documents])
        .filter((one) => one instanceof Attached)
      await Promise.all(open.map((one) => recheckOne(one, userId)))
    },
  }
}
