import type * as Y from 'yjs'
import { accountsMeaning } from './accounts/meaning.ts'
import { completeAccounts, judgeAccounts } from './accounts/rules.ts'
import { accountsMigrations, accountsSchemaVersion } from './accounts/shape.ts'
import { boardMeaning } from './board/meaning.ts'
import { completeBoard, judgeBoard } from './board/rules.ts'
import { boardMigrations, boardSchemaVersion } from './board/shape.ts'
import { cardMeaning } from './card/meaning.ts'
import { completeCard, judgeCard } from './card/rules.ts'
import { cardMigrations, cardSchemaVersion } from './card/shape.ts'
import { fault } from './faults.ts'
import type { DocumentKind } from './kind.ts'
import type { DocumentKindName } from './names.ts'
import { ledgerMeaning } from './ledger/meaning.ts'
import { judgeLedger } from './ledger/rules.ts'
import { ledgerMigrations, ledgerSchemaVersion } from './ledger/shape.ts'
import { requestMeaning } from './request/meaning.ts'
import { completeRequest, judgeRequest } from './request/rules.ts'
import { requestMigrations, requestSchemaVersion } from './request/shape.ts'
import { requestsMeaning } from './requests/meaning.ts'
import { completeRequests, judgeRequests } from './requests/rules.ts'
import { requestsMigrations, requestsSchemaVersion } from './requests/shape.ts'
import { userMeaning } from './user/meaning.ts'
import { judgeUser } from './user/rules.ts'
import { userMigrations, userSchemaVersion } from './user/shape.ts'

/** Every kind of document this version knows. */
export const kinds: Readonly<Record<DocumentKindName, DocumentKind>> = {
  board: {
    name: 'board',
    schemaVersion: boardSchemaVersion,
    migrations: boardMigrations,
    judge: judgeBoard,
    complete: completeBoard,
    meaning: boardMeaning,
  },
  card: {
    name: 'card',
    schemaVersion: cardSchemaVersion,
    migrations: cardMigrations,
    judge: judgeCard,
    complete: completeCard,
    meaning: cardMeaning,
  },
  user: {
    name: 'user',
    schemaVersion: userSchemaVersion,
    migrations: userMigrations,
    judge: judgeUser,
    complete: () => [],
    meaning: userMeaning,
  },
  accounts: {
    name: 'accounts',
    schemaVersion: accountsSchemaVersion,
    migrations: accountsMigrations,
    judge: judgeAccounts,
    complete: completeAccounts,
    meaning: accountsMeaning,
  },
  requests: {
    name: 'requests',
    schemaVersion: requestsSchemaVersion,
    migrations: requestsMigrations,
    judge: judgeRequests,
    complete: completeRequests,
    meaning: requestsMeaning,
  },
  request: {
    name: 'request',
    schemaVersion: requestSchemaVersion,
    migrations: requestMigrations,
    judge: judgeRequest,
    complete: completeRequest,
    meaning: requestMeaning,
  },
  ledger: {
    name: 'ledger',
    schemaVersion: ledgerSchemaVersion,
    migrations: ledgerMigrations,
    judge: judgeLedger,
    complete: () => [],
    meaning: ledgerMeaning,
  },
}

/**
 * current: go on · older: the server migrates it · newer: this program does not understand it any more; a client keeps
 * its edits, stops sending and says `update_required`.
 */
export type SchemaStanding = 'current' | 'older' | 'newer'

/** The version a document says it has in `meta`; 1 when it says nothing. */
export function schemaVersionOf(doc: Y.Doc): number {
  const version = doc.getMap('meta').get('schemaVersion')
  return typeof version === 'number' && Number.isInteger(version) && version > 0 ? version : 1
}

export function schemaStanding(kind: Pick<DocumentKind, 'schemaVersion'>, doc: Y.Doc): SchemaStanding {
  const version = schemaVersionOf(doc)
  if (version === kind.schemaVersion || fault('DOC-16')) return 'current'
  return version < kind.schemaVersion ? 'older' : 'newer'
}

/** Server side: brings an older document to this version, one transaction. True when something was done. */
export function migrateDocument(kind: Pick<DocumentKind, 'schemaVersion' | 'migrations'>, doc: Y.Doc): boolean {
  if (schemaStanding(kind, doc) !== 'older') return false
  doc.transact(() => {
    for (let version = schemaVersionOf(doc); version < kind.schemaVersion; version++) {
      kind.migrations.find(({ fromVersion }) => fromVersion === version)?.run(doc)
      doc.getMap('meta').set('schemaVersion', version + 1)
    }
  })
  return true
}
