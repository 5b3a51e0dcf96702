import { Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import type * as Y from 'yjs'

/** Presence of one document; silent until the application sets a state. */
export function createPresence(doc: Y.Doc): Awareness {
  const awareness = new Awareness(doc)
  // A fresh Awareness announces an empty state: nobody on screen should cost the server a message.
  awareness.setLocalState(null)
  return awareness
}

/** The people of a lost connection: whoever is still there will say so again. */
export function dropForeignPresence(awareness: Awareness): void {
  const others = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID)
  if (others.length > 0) removeAwarenessStates(awareness, others, 'disconnected')
  // Else their next word is taken for one already heard.
  for (const client of others) awareness.meta.delete(client)
}

/** Tells the own presence of one attachment: at most once in `everyMs`, the last word always (it costs more than an edit). */
export class PresenceSender {
  readonly #everyMs: number
  readonly #awareness: Awareness
  readonly #send: (update: Uint8Array) => void
  #timer: ReturnType<typeof setTimeout> | null = null
  #started = false
  #told = false
  #waits = false

  constructor(options: {
    readonly everyMs: number
    readonly awareness: Awareness
    readonly send: (update: Uint8Array) => void
  }) {
    this.#everyMs = options.everyMs
    this.#awareness = options.awareness
    this.#send = options.send
  }

  /** Says who is here, as something new: peers may have heard this state over an earlier line and dropped it. */
  start(): void {
    this.#started = true
    const state = this.#awareness.getLocalState()
    if (state !== null) this.#awareness.setLocalState(state)
    if (this.#timer === null) this.changed()
  }

  changed(): void {
    if (!this.#started) return
    if (this.#timer !== null) {
      this.#waits = true
      return
    }
    this.#tell()
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#waits) this.changed()
    }, this.#everyMs)
  }

  #tell(): void {
    this.#waits = false
    const awareness = this.#awareness
    if (awareness.getLocalState() === null && !this.#told) return
    this.#told = true
    this.#send(encodeAwarenessUpdate(awareness, [awareness.clientID]))
  }

  stop(): void {
    this.#started = false
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
