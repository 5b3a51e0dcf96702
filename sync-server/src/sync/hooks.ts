import type { Configuration } from '@hocuspocus/server'
import type { Attaching } from './attaching.ts'
import type { Reader } from './attached.ts'
import type { Documents } from './documents.ts'
import { Hot } from './hot.ts'
import type { HotContext } from './hot.ts'
import type { Incoming } from './incoming.ts'
import type { SyncLimits } from './types.ts'

export interface HotParts {
  readonly documents: () => Documents
  readonly attaching: () => Attaching
  readonly incoming: () => Incoming
  readonly limits: SyncLimits
}

/** Stock default is 100, and 150 documents on one socket then loop for ever; strays are dropped before they count. */
const maxPendingDocuments = 10_000

/**
 * Hocuspocus, wired to this room. Its hook chains parse the request's URL several times per message, so an open connection
 * gets the same functions as direct callbacks; the hooks serve the frames that were waiting while it opened.
 */
export function createHot({ documents, attaching, incoming, limits }: HotParts): Hot {
  const configuration: Partial<Configuration<HotContext>> = {
    quiet: true,
    timeout: limits.silenceMs,
    maxPendingDocuments,
    // Updates go out through our own outbox; the rows are the store.
    flushDelay: false,
    onAuthenticate: (payload) => attaching().authenticate(payload),
    onLoadDocument: ({ document, context }) => documents().load(document, context),
    afterLoadDocument: async ({ document }) => documents().takeOver(document),
    afterUnloadDocument: async ({ documentName }) => documents().unloaded(documentName),
    beforeHandleMessage: async ({ connection, update }) =>
      incoming().beforeMessage(attaching().attachedOf(connection), update),
    beforeSync: ({ connection, type, payload }) =>
      incoming().beforeSync(attaching().attachedOf(connection), type, payload),
    afterHandleMessage: async ({ connection, update }) =>
      incoming().afterHandleMessage(attaching().attachedOf(connection), update.length),
    onStateless: async ({ connection, payload }) => attaching().attachedOf(connection).hearStateless(payload),
    connected: async ({ connection }) => {
      callDirectly(connection, attaching(), incoming())
      attaching().connected(connection)
    },
    onTokenSync: ({ connection, token }) => attaching().newToken(connection, token),
  }
  return new Hot(configuration, {
    mayUnload: (document) => documents().mayUnload(document),
    pin: (document) => documents().pin(document),
  })
}

function callDirectly(connection: Reader, attaching: Attaching, incoming: Incoming): void {
  const attached = attaching.attachedOf(connection)
  connection.callbacks.beforeHandleMessage = (_connection, data) => incoming.beforeMessage(attached, data)
  connection.callbacks.beforeSync = (_connection, { type, payload }) => incoming.beforeSync(attached, type, payload)
  connection.callbacks.afterHandleMessage = async (_connection, data) =>
    incoming.afterHandleMessage(attached, data.length)
  connection.callbacks.statelessCallback = async ({ payload }) => attached.hearStateless(payload)
}
