/** Which engine is open: one per person and workspace, opened and closed as the session says. Outside React. */
import { mustParseName } from '@mutirao/documents'
import { createBrowserTabs, createIndexedDbStore, createSyncClient } from '@mutirao/sync-client'
import { createEngine, type Engine } from './engine.ts'
import { firstRight } from './first-right.ts'
import { filesDatabase } from './files/types.ts'
import type { Session, SessionState } from './session.ts'
import { isWindowBeside } from './window-session.ts'

export interface Door {
  readonly engine: () => Engine | null
  readonly subscribe: (listener: () => void) => () => void
  /**
   * Signs out. Without unsent edits and files this person's copy on this device is deleted; with unsent ones it is kept, so that
   * they are sent after the next sign-in here. Other tabs follow. False when the server could not be told.
   */
  signOut(): Promise<boolean>
}

interface Leaving {
  readonly type: 'signed-out'
  readonly userId: string
}
const isLeaving = (message: unknown): message is Leaving =>
  typeof message === 'object' && message !== null && (message as Partial<Leaving>).type === 'signed-out'

export function createDoor(session: Session): Door {
  const listeners = new Set<() => void>()
  const channel = new BroadcastChannel('mutirao.session')
  let engine: Engine | null = null

  function become(next: Engine | null) {
    engine = next
    for (const listener of listeners) listener()
  }
  function follow() {
    const state = session.state()
    const fits =
      state.kind === 'signed-in' && engine?.userId === state.person.id && engine.workspaceId === state.workspace.id
    if (fits || (state.kind !== 'signed-in' && !engine)) return
    const old = engine
    become(state.kind === 'signed-in' ? open(session, state) : null)
    // Closing flushes; a failure there has already been told by the status of that client.
    void old?.close().catch(reportError)
  }
  session.subscribe(follow)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isLeaving(data) && engine?.userId === data.userId) session.signedOutElsewhere()
  })
  follow()

  return {
    engine: () => engine,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async signOut() {
      const leaving = engine
      const kept = leaving !== null && (await holdsUnsent(leaving))
      if (leaving) {
        // The others first: an open connection of theirs would block the deletion.
        channel.postMessage({ type: 'signed-out', userId: leaving.userId } satisfies Leaving)
        become(null)
        await leaving.close()
      }
      const told = await session.signOut()
      if (leaving && !kept) await forget(leaving.userId, leaving.workspaceId)
      return told
    },
  }
}

async function holdsUnsent({ client, files }: Engine): Promise<boolean> {
  if (client.pending().some((document) => document.edits > 0)) return true
  // What cannot be read is not deleted.
  return files.known().then(
    () => files.uploads().some(({ state }) => state !== 'paused'),
    () => true,
  )
}

/** A window with a session of its own keeps its own copy: two sessions must not share one socket. */
const databaseName = (userId: string, workspaceId: string) =>
  `mutirao:${isWindowBeside() ? 'ao-lado:' : ''}${userId}:${workspaceId}`

function open(session: Session, state: Extract<SessionState, { kind: 'signed-in' }>): Engine {
  const { person, workspace } = state
  const name = databaseName(person.id, workspace.id)
  const local = createIndexedDbStore(name)
  const client = createSyncClient({
    baseUrl: location.origin,
    workspaceId: workspace.id,
    userId: person.id,
    token: session.token.bind(session),
    store: local,
    readOnlyAtFirst: firstRight(session.state, workspace.id),
    watch: (copy) =>
      mustParseName(copy.name).kind === 'card'
        ? // Without a network, and where the app is not installed, its file cannot be had: the card opens all the same (CLI-30).
          import('./keep-notes.ts').then(
            ({ keepNotes }) => keepNotes(copy),
            () => () => undefined,
          )
        : null,
    tabs: createBrowserTabs(name),
  })
  return createEngine({ person, workspaceId: workspace.id, client, local, tabStorage: sessionStorage })
}

/** Only this person's data: other people's unsent edits live on the same device. */
async function forget(userId: string, workspaceId: string): Promise<void> {
  const store = createIndexedDbStore(databaseName(userId, workspaceId))
  // Another tab may still hold it; the data then goes with the next sign-out.
  await store.destroy().catch(reportError)
  const files = import('./files/store.ts').then(({ createFileStore }) =>
    createFileStore(filesDatabase(userId, workspaceId)),
  )
  await files.then((kept) => kept.destroy()).catch(reportError)
}
