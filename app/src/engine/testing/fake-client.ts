/** A sync client without a network, for tests of screens: documents in memory, every state set by hand. */
import { Network } from '@mutirao/documents/testing'
import type { DocumentName } from '@mutirao/documents'
import { createMemoryStore } from '@mutirao/sync-client'
import type {
  DocumentHandle,
  DocumentState,
  LocalStore,
  Notice,
  PendingDocument,
  SyncClient,
  SyncStatus,
} from '@mutirao/sync-client'
import type { LiveDoc } from '../undo.ts'

type Awareness = DocumentHandle['awareness']

/** Of y-protocols' class what the app uses; others are put in by hand. */
class FakeAwareness {
  readonly clientID = 1
  readonly #states = new Map<number, unknown>()
  readonly #listeners = new Set<() => void>()
  /** Everything that was told to the others, in order. */
  readonly sent: unknown[] = []

  /** The same for the carets in the notes, which read the field. */
  get states() {
    return this.#states
  }
  getStates() {
    return this.#states
  }
  getLocalState() {
    return (this.#states.get(this.clientID) as Record<string, unknown> | undefined) ?? null
  }
  setLocalState(state: unknown) {
    this.sent.push(state)
    if (state === null) this.#states.delete(this.clientID)
    else this.#states.set(this.clientID, state)
    this.#tell()
  }
  setLocalStateField(field: string, value: unknown) {
    this.setLocalState({ ...this.getLocalState(), [field]: value })
  }
  on(_event: string, listener: () => void) {
    this.#listeners.add(listener)
  }
  off(_event: string, listener: () => void) {
    this.#listeners.delete(listener)
  }
  /** Somebody else says this about themselves; null: left. */
  other(clientId: number, state: unknown) {
    if (state === null) this.#states.delete(clientId)
    else this.#states.set(clientId, state)
    this.#tell()
  }
  #tell() {
    for (const listener of this.#listeners) listener()
  }
}

export interface FakeDocument {
  /** The person's own copy. */
  readonly doc: LiveDoc
  /** A colleague's copy; `deliver` brings both together. */
  readonly colleague: LiveDoc
  readonly awareness: FakeAwareness
  deliver(): void
  setState(change: Partial<DocumentState>): void
}

export interface FakeClient extends SyncClient {
  document(name: DocumentName): FakeDocument
  setStatus(status: SyncStatus): void
  setPending(pending: readonly PendingDocument[]): void
  notify(notice: Notice): void
  /** What `setNetwork` was last told. */
  network(): boolean
  readonly store: LocalStore
}

const synced: DocumentState = {
  loaded: true,
  everSynced: true,
  synced: true,
  denied: null,
  readOnly: false,
  unsent: 0,
}

/** @param firstState of documents nobody has touched: default loaded and in sync */
export function createFakeClient(firstState: DocumentState = synced): FakeClient {
  const documents = new Map<DocumentName, Fake>()
  const statusListeners = new Set<() => void>()
  const noticeListeners = new Set<(notice: Notice) => void>()
  const store = createMemoryStore()
  let status: SyncStatus = { state: 'saved', transport: 'websocket', atMs: 0 }
  let pending: readonly PendingDocument[] = []
  let network = true

  const documentOf = (name: DocumentName): Fake => {
    const known = documents.get(name)
    if (known) return known
    const made = new Fake(name, firstState, documents.size + 1)
    documents.set(name, made)
    return made
  }
  const tellStatus = () => {
    for (const listener of statusListeners) listener()
  }
  return {
    store,
    document: documentOf,
    open: (name) => documentOf(name).handle,
    status: () => status,
    setStatus(next) {
      status = next
      tellStatus()
    },
    onStatus(listener) {
      statusListeners.add(listener)
      return () => statusListeners.delete(listener)
    },
    pending: () => pending,
    setPending(next) {
      pending = next
      tellStatus()
    },
    onNotice(listener) {
      noticeListeners.add(listener)
      return () => noticeListeners.delete(listener)
    },
    notify(notice) {
      for (const listener of noticeListeners) listener(notice)
    },
    syncNow: () => undefined,
    setNetwork(enabled) {
      network = enabled
    },
    network: () => network,
    signedIn: () => undefined,
    unsafeToLeave: () => false,
    storage: () => 'ok',
    close: () => Promise.resolve(),
  }
}

class Fake implements FakeDocument {
  readonly awareness = new FakeAwareness()
  readonly handle: DocumentHandle
  readonly #network: Network
  readonly #listeners = new Set<() => void>()
  #state: DocumentState
  #loaded: () => void = () => undefined

  constructor(name: DocumentName, state: DocumentState, seed: number) {
    this.#network = new Network({ peers: 2, seed, dropRate: 0, repeatRate: 0 })
    this.#state = state
    const loaded = new Promise<void>((resolve) => {
      this.#loaded = resolve
    })
    if (state.loaded) this.#loaded()
    this.handle = {
      name,
      doc: () => this.doc,
      generation: () => 0,
      loaded,
      state: () => this.#state,
      subscribe: (listener) => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
      awareness: this.awareness as unknown as Awareness,
      release: () => undefined,
    }
  }
  get doc() {
    return this.#network.doc(0)
  }
  get colleague() {
    return this.#network.doc(1)
  }
  deliver() {
    this.#network.heal()
  }
  setState(change: Partial<DocumentState>) {
    this.#state = { ...this.#state, ...change }
    if (this.#state.loaded) this.#loaded()
    for (const listener of this.#listeners) listener()
  }
}
