import { fault } from '@mutirao/documents'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Person } from './types.ts'

/**
 * Presence of one document: who is here and where. Kept by the server itself instead of in Hocuspocus' Awareness, for three
 * reasons: who somebody is comes from the token and not from the message, a message costs 20 µs instead of 500, and it does
 * not wait behind edits that wait for the journal. The bytes are y-protocols' awareness updates.
 */
interface Entry {
  readonly owner: object
  readonly userId: string
  readonly clock: number
  /** JSON, already pinned. */
  readonly state: string
  readonly heardAtMs: number
}

interface Heard {
  readonly clientId: number
  readonly clock: number
  readonly state: string
}

export interface PresenceOptions {
  /** Longer states are ignored. */
  readonly maxStateBytes: number
  /** Milliseconds. */
  readonly now: () => number
}

const maxEntriesPerOwner = 32
/** y-protocols drops a state that was not renewed for 30 s; newcomers are not told of older ones. */
const staleMs = 35_000
const absent = 'null'

const palette = [
  '#2563eb',
  '#d97706',
  '#059669',
  '#db2777',
  '#7c3aed',
  '#0891b2',
  '#dc2626',
  '#65a30d',
  '#9333ea',
  '#0d9488',
]

/** The same person has the same colour everywhere. */
export function personColor(userId: string): string {
  let hash = 0
  for (let i = 0; i < userId.length; i++) hash = (Math.imul(hash, 31) + userId.charCodeAt(i)) | 0
  return palette[Math.abs(hash) % palette.length] ?? '#2563eb'
}

export class Presence {
  private readonly entries = new Map<number, Entry>()
  private readonly options: PresenceOptions

  constructor(options: PresenceOptions) {
    this.options = options
  }

  get size(): number {
    return this.entries.size
  }

  /**
   * What `owner` (one attached connection) says about itself. Other people's states and oversized ones are ignored.
   * @returns the awareness update to tell everybody else; null when there is nothing to tell
   */
  hear(owner: object, person: Person, update: Uint8Array): Uint8Array | null {
    const told: Heard[] = []
    for (const heard of read(update)) {
      const known = this.entries.get(heard.clientId)
      if (known && known.userId !== person.userId && !fault('SYN-20')) continue
      if (known && (heard.clock < known.clock || (heard.clock === known.clock && heard.state !== absent))) continue
      if (heard.state === absent) {
        if (this.entries.delete(heard.clientId)) told.push(heard)
        continue
      }
      const state = this.pin(heard.state, person)
      if (state === null || (!known && this.countOf(owner) >= maxEntriesPerOwner)) continue
      this.entries.set(heard.clientId, {
        owner,
        userId: person.userId,
        clock: heard.clock,
        state,
        heardAtMs: this.options.now(),
      })
      told.push({ ...heard, state })
    }
    return told.length > 0 ? write(told) : null
  }

  /** The connection is gone, and with it whoever spoke through it. @returns as `hear` */
  leave(owner: object): Uint8Array | null {
    const gone: Heard[] = []
    for (const [clientId, entry] of this.entries) {
      if (entry.owner !== owner || fault('SYN-22')) continue
      this.entries.delete(clientId)
      gone.push({ clientId, clock: entry.clock, state: absent })
    }
    return gone.length > 0 ? write(gone) : null
  }

  /** Everybody who is here, for somebody who has just come. @returns as `hear` */
  snapshot(): Uint8Array | null {
    const youngest = this.options.now() - staleMs
    const here = [...this.entries].filter(([, entry]) => entry.heardAtMs >= youngest)
    return here.length > 0 ? write(here.map(([clientId, { clock, state }]) => ({ clientId, clock, state }))) : null
  }

  private countOf(owner: object): number {
    let count = 0
    for (const entry of this.entries.values()) if (entry.owner === owner) count++
    return count
  }

  private pin(state: string, person: Person): string | null {
    if (state.length > this.options.maxStateBytes && !fault('SYN-21')) return null
    let parsed: unknown
    try {
      parsed = JSON.parse(state)
    } catch {
      return null
    }
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
    const user = { id: person.userId, name: person.name, color: personColor(person.userId) }
    return JSON.stringify(fault('SYN-19') ? { user, ...parsed } : { ...parsed, user })
  }
}

/** Yields what can be read; broken bytes end it. */
function* read(update: Uint8Array): Generator<Heard> {
  const decoder = decoding.createDecoder(update)
  try {
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const clientId = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      yield { clientId, clock, state: decoding.readVarString(decoder) }
    }
  } catch {
    // lib0 throws at the end of the bytes; what was read so far counts.
    return
  }
}

function write(entries: readonly Heard[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { clientId, clock, state } of entries) {
      encoding.writeVarUint(encoder, clientId)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, state)
    }
  })
}
