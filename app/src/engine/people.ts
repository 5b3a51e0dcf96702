import {
  createUserStore,
  fault,
  setConflictSeen,
  setPreference,
  setRead,
  userName,
  type DocumentEntry,
  type JsonValue,
  type MemberSnapshot,
  type OwnConflict,
  type Preferences,
  type UserStore,
} from '@mutirao/documents'
import type { SyncClient } from '@mutirao/sync-client'
import type { LiveDoc } from './undo.ts'

export interface People {
  /** People by id; those who left too, so that old names stay readable. */
  readonly members: ReadonlyMap<string, MemberSnapshot>
  readonly documents: readonly DocumentEntry[]
  /** Own settings, the same on all devices of this person. */
  readonly preferences: Preferences
  /** Open conflicts this person has a value in, newest first; keeps its identity. */
  readonly conflicts: readonly OwnConflict[]
  /** False until the person's document is known on this device. */
  readonly known: boolean
}
const nothing: People = { members: new Map(), documents: [], preferences: {}, conflicts: [], known: false }

/** Which documents there are is not known yet, so that there may be some to open: nobody says "nothing" meanwhile (CTA-19). */
export const notKnownYet = ({ known }: People): number => (known || fault('CTA-19') ? 0 : 1)

/** Who works here and which documents I may open: the person's own document, always open, so it works offline. */
export interface PeopleSession {
  readonly people: () => People
  readonly subscribe: (listener: () => void) => () => void
  /** Keeps an own setting; null forgets it. Each key merges by itself. Throws `too_large` beyond 4 000 characters of JSON. */
  setPreference(key: string, value: JsonValue): void
  /** Puts a conflict aside for this person, on all devices, or back. */
  setConflictSeen(id: string, seen: boolean): void
  /** What `markRead` left under a key, on any device of this person. */
  readMark(key: string): JsonValue | undefined
  /** An own mark: what was seen, put aside, heard. null forgets it. */
  markRead(key: string, value: JsonValue): void
  /** The person's own document, for what is read and written by code that comes later; another one after a new generation. */
  doc(): LiveDoc
  close(): void
}

export function createPeople(client: SyncClient, workspaceId: string, userId: string): PeopleSession {
  const handle = client.open(userName(workspaceId, userId))
  const listeners = new Set<() => void>()
  let store: UserStore | null = null
  let ofGeneration = -1
  let people = nothing
  let closed = false

  function read() {
    const state = handle.state()
    if (store) {
      const known = state.everSynced || state.synced
      const members = new Map(store.members().map((member) => [member.id, member]))
      const conflicts = store.conflicts()
      people = { members, documents: store.documents(), preferences: store.preferences(), conflicts, known }
    }
    for (const listener of listeners) listener()
  }
  function follow() {
    if (closed || !handle.state().loaded) return
    if (ofGeneration !== handle.generation()) {
      store?.destroy()
      ofGeneration = handle.generation()
      store = createUserStore(handle.doc())
      store.subscribe(read)
    }
    const state = handle.state()
    if (people === nothing || people.known !== (state.everSynced || state.synced)) read()
  }
  const stop = handle.subscribe(follow)
  // `loaded` never rejects.
  void handle.loaded.then(follow)

  return {
    people: () => people,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setPreference: (key, value) => void setPreference(handle.doc(), key, value),
    setConflictSeen: (id, seen) => void setConflictSeen(handle.doc(), id, seen),
    readMark: (key) => store?.read(key),
    markRead: (key, value) => void setRead(handle.doc(), key, value),
    doc: () => handle.doc(),
    close() {
      closed = true
      stop()
      store?.destroy()
      handle.release()
    },
  }
}
