import { Hocuspocus } from '@hocuspocus/server'
import type { Configuration, Document } from '@hocuspocus/server'
import type { DocumentRecord } from '@mutirao/persistence'
import type { ParsedName } from '@mutirao/documents'
import type { Access, Person } from './types.ts'
import type { SyncSocket } from './socket.ts'

/** What Hocuspocus carries per attached document. */
export interface HotContext {
  readonly socket: SyncSocket | null
  /** Set once the person is known and the document is open for them. */
  readonly opened: OpenedBy | null
  /** For loads on behalf of the server. */
  readonly record: DocumentRecord | null
  readonly parsed: ParsedName | null
}

export interface OpenedBy {
  readonly person: Person
  readonly access: Extract<Access, { kind: 'open' }>
  /** How often this person's rights had changed when `access` was asked. */
  readonly rightsVersion: number
}

export interface HotGuards {
  /** May this instance be dropped from memory, now? Asked synchronously, right before it happens. */
  mayUnload(document: Document): boolean
  /** Keeps this instance in memory until the returned function is called. */
  pin(document: Document): () => void
}

/**
 * Hocuspocus with its two unload races closed (SYNC §3, reproduced in hot.pg.test.ts): it unloads by *name*, also while a
 * commit is awaited, and it hands out an instance that may be unloaded before its reader is registered.
 */
export class Hot extends Hocuspocus<HotContext> {
  private readonly guards: HotGuards

  constructor(configuration: Partial<Configuration<HotContext>>, guards: HotGuards) {
    super(configuration)
    this.guards = guards
  }

  override shouldUnloadDocument(document: Document): boolean {
    if (!super.shouldUnloadDocument(document)) return false
    return this.documents.get(document.name) === document && this.guards.mayUnload(document)
  }

  override async createDocument(
    ...args: Parameters<Hocuspocus<HotContext>['createDocument']>
  ): ReturnType<Hocuspocus<HotContext>['createDocument']> {
    const present = this.documents.get(args[0])
    const unpin = present && this.guards.pin(present)
    try {
      const document = await super.createDocument(...args)
      // The caller registers itself in the microtask that follows; until then nothing shows that somebody is coming.
      setImmediate(this.guards.pin(document))
      return document
    } finally {
      if (unpin) setImmediate(unpin)
    }
  }
}
