import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { MutiraoError } from '@mutirao/documents'
import type { Checkpoints, Database, Directory, Files, Journal, MemberRecord } from '@mutirao/persistence'
import type { AccessControl } from '../access/access.ts'
import type { Accounts } from '../auth/accounts.ts'
import type { Setup } from '../auth/setup.ts'
import type { ServerConfig } from '../config.ts'
import type { ApprovalLinks } from '../mail/links.ts'
import type { PeopleChanges } from '../people/changes.ts'
import type { SyncEngine, SyncEngineOptions } from '../sync/types.ts'
import type { Caller } from './guard.ts'
import type { HistoryFeed } from './history-feed.ts'
import type { Metrics } from './metrics.ts'
import type { WorkspaceFeed } from './workspace-feed.ts'

/** What the routes stand on; made once by `startServer`. */
export interface Parts {
  readonly config: ServerConfig
  readonly log: Logger
  readonly database: Database
  readonly accounts: Accounts
  readonly setup: Setup
  readonly access: AccessControl
  readonly directory: Directory
  readonly journal: Journal
  readonly checkpoints: Checkpoints
  readonly files: Files
  readonly changes: PeopleChanges
  readonly engine: SyncEngine
  readonly metrics: Metrics
  readonly feed: WorkspaceFeed
  readonly approvalLinks: ApprovalLinks
  readonly historyFeed: HistoryFeed
  /** What the engine does before it loads a document for a reader, for readers that get it straight from Postgres. */
  readonly beforeLoad: NonNullable<SyncEngineOptions['beforeLoad']>
  /** Folder of the built app; null: no app is served. */
  readonly appDir: string | null
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard of the `/api` routes that need a person, before the body is read. */
    caller: Caller | null
  }
}

export const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>()

/** The person of a guarded route. */
export function callerIn(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error(`route ${String(request.routeOptions.url)} is not guarded`)
  return request.caller
}

/** The caller's active membership. @throws MutiraoError `not_found` for foreign and unknown workspaces alike */
export async function memberIn(parts: Parts, request: FastifyRequest, workspaceId: string): Promise<MemberRecord> {
  const member = await parts.access.member(callerIn(request).userId, workspaceId)
  if (!member) throw new MutiraoError('not_found', `workspace ${workspaceId}`)
  return member
}
