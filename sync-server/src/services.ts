import type { Logger } from 'pino'
import { isMutiraoError } from '@mutirao/documents'
import {
  createCheckpoints,
  createDirectory,
  createFiles,
  createHistoryReader,
  createJournal,
  createJournalTail,
  createNotifications,
} from '@mutirao/persistence'
import { createAccess } from './access/access.ts'
import type { AccessControl } from './access/access.ts'
import type { Accounts } from './auth/accounts.ts'
import { createSetup } from './auth/setup.ts'
import type { Closing } from './closing.ts'
import type { ServerConfig } from './config.ts'
import { createPersonLimit } from './files/person-limit.ts'
import { createHistoryFeed } from './http/history-feed.ts'
import { createMetrics } from './http/metrics.ts'
import type { Metrics } from './http/metrics.ts'
import type { Parts } from './http/parts.ts'
import { createWorkspaceFeed } from './http/workspace-feed.ts'
import { createApprovalLinks } from './mail/links.ts'
import { outsideAddress, trusts } from './peer-address.ts'
import { seedUnfinished } from './people/boards.ts'
import { createPeopleChanges } from './people/changes.ts'
import { applyToSockets } from './people/members.ts'
import { followTitles } from './people/titles.ts'
import { createUserDocuments } from './people/user-documents.ts'
import type { Store } from './store.ts'
import { createSyncEngine } from './sync/engine.ts'
import type { Access, Person, SyncEngine, SyncLimits } from './sync/types.ts'

export interface ServiceOptions {
  readonly limits?: Partial<SyncLimits> | undefined
  readonly appDir: string | null
}

/** How long stopping waits for edits whose commit is under way. */
const engineDeadlineMs = 3_000
/** Details of cards and requests somebody may bring into being by opening them. */
const newDetails = { perSecond: 10, burst: 5_000 }
const journalDeadlineMs = 2_000

/** Everything between the database and the routes, wired once. */
export function createServices(
  config: ServerConfig,
  { database, accounts, secret }: Store,
  log: Logger,
  closing: Closing,
  options: ServiceOptions,
): Parts {
  const journal = createJournal(database, { log, closeDeadlineMs: journalDeadlineMs })
  closing.add('journal', journalDeadlineMs + 500, () => journal.close())
  const tail = createJournalTail(database, journal, { log })
  closing.add('journal tail', 1_000, () => tail.close())
  const changes = createPeopleChanges(database, log)
  closing.add('people changes', 1_000, () => changes.close())

  const checkpoints = createCheckpoints(database, (documentId, seq) =>
    log.error({ documentId, seq }, 'a checkpoint is not what was written: the document loads from the journal'),
  )
  const directory = createDirectory(database)
  const files = createFiles(database)
  const access = createAccess(directory, createPersonLimit(newDetails))
  const metrics = createMetrics()
  const history = createHistoryReader(database)
  const notifications = createNotifications(database)
  const tables = {
    ...directory,
    openConflictsOf: history.openConflictsOf.bind(history),
    notificationsOf: notifications.of.bind(notifications),
  }
  const userDocuments = createUserDocuments(tables, () => engine, log)
  const beforeLoad: Parts['beforeLoad'] = async (document, parsed) => {
    await userDocuments.beforeLoad(document, parsed)
    await seedUnfinished(journal, engine, document, parsed)
  }
  const trusted = trusts(config.trustProxy)
  const engine: SyncEngine = createSyncEngine({
    journal,
    tail,
    checkpoints,
    directory,
    log: log.child({ from: 'sync' }),
    authenticate: (token) => personOf(accounts, token),
    sessionLives: (sessionId) => accounts.tokens.lives(sessionId),
    access: (userId, workspaceId, rawName) => accessFor(access, metrics, userId, workspaceId, rawName),
    beforeLoad,
    metrics: metrics.sync,
    addressOf: (request) => outsideAddress(request, trusted),
    limits: { socketsPerPerson: config.socketsPerPerson, maxDocumentBytes: config.documentMaxBytes, ...options.limits },
  })
  closing.add('sync', engineDeadlineMs + 500, () => engine.close(engineDeadlineMs))

  metrics.observe(engine, journal)
  const titles = followTitles({ journal, directory, engine, changes, log })
  closing.add('titles', 100, () => titles.close())
  const feed = createWorkspaceFeed(journal, log)
  closing.add('workspace feed', 100, () => feed.close())
  const historyFeed = createHistoryFeed(database, log)
  closing.add('history feed', 1_000, () => historyFeed.close())
  changes.onChange((change) => {
    const { workspaceId, conflictsOf } = change
    const told =
      conflictsOf !== undefined && workspaceId !== null
        ? userDocuments.refreshConflicts(workspaceId, conflictsOf)
        : Promise.all([applyToSockets(engine, access, change), userDocuments.refresh(workspaceId)])
    told.catch((error: unknown) => log.error({ err: error, ...change }, 'a change of people did not reach the sockets'))
  })
  const setup = createSetup(database.pool)
  const { appDir } = options
  return {
    config,
    log,
    database,
    accounts,
    setup,
    access,
    directory,
    journal,
    checkpoints,
    files,
    changes,
    engine,
    metrics,
    feed,
    historyFeed,
    approvalLinks: createApprovalLinks(secret),
    beforeLoad,
    appDir,
  }
}

async function personOf(accounts: Accounts, token: string): Promise<Person | null> {
  try {
    const { userId, name, sessionId } = await accounts.tokens.verify(token)
    return { userId, name, sessionId }
  } catch (error) {
    if (isMutiraoError(error, 'unauthenticated') || isMutiraoError(error, 'signed_out')) return null
    throw error
  }
}

async function accessFor(
  access: AccessControl,
  metrics: Metrics,
  userId: string,
  workspaceId: string,
  rawName: string,
): Promise<Access> {
  metrics.attached()
  const opened = await access.open(userId, workspaceId, rawName).catch((error: unknown) => {
    if (isMutiraoError(error, 'too_fast')) return 'too_fast' as const
    throw error
  })
  if (opened === 'too_fast') return { kind: 'denied', reason: opened }
  return opened ? { kind: 'open', ...opened } : { kind: 'denied', reason: 'forbidden' }
}
