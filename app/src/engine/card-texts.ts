import { cardTextOf, fault, parseName, type CardTextPart, type DocumentName } from '@mutirao/documents'
import type { LocalStore } from '@mutirao/sync-client'

export interface CardText {
  readonly boardId: string
  readonly cardId: string
  readonly parts: readonly CardTextPart[]
}
/** What is written in the cards whose details are on this device. A new object whenever more of it is known. */
export interface CardTexts {
  /** Cards with nothing written in them too. */
  readonly cards: ReadonlyMap<string, CardText>
  /** Not everything has been read yet. */
  readonly isReading: boolean
}
export interface CardTextsSession {
  readonly view: () => CardTexts
  readonly subscribe: (listener: () => void) => () => void
  /** Reads what changed on this device since. Resolves when all is read; never rejects. */
  refresh(): Promise<void>
}

export interface CardTextsOptions {
  readonly local: Pick<LocalStore, 'names' | 'peek'>
  /** Resolves when there is time for a little more. */
  readonly idle: () => Promise<void>
}

/** Told to the screen so often, not for each of a thousand cards. */
const publishEvery = 50

/**
 * The text of all cards on this device, read from its disk one after the other while nobody waits. Nothing is opened, and the
 * server hears of nothing.
 */
export function createCardTexts({ local, idle }: CardTextsOptions): CardTextsSession {
  const listeners = new Set<() => void>()
  const read = new Map<DocumentName, { readonly mark: string; readonly text: CardText }>()
  let view: CardTexts = { cards: new Map(), isReading: false }
  let running: Promise<void> | null = null

  function publish(isReading: boolean) {
    view = { cards: new Map([...read].map(([name, { text }]) => [name, text])), isReading }
    for (const listener of listeners) listener()
  }
  async function readOne(name: DocumentName, boardId: string, cardId: string) {
    const updates = await local.peek(name)
    const mark = `${updates.length} ${updates.reduce((bytes, update) => bytes + update.length, 0)}`
    if (read.get(name)?.mark === mark && !fault('TXT-2')) return
    read.set(name, { mark, text: { boardId, cardId, parts: cardTextOf(updates) } })
  }
  async function readAll() {
    let done = 0
    for (const name of await local.names()) {
      const parsed = parseName(name)
      if (parsed?.kind !== 'card') continue
      await idle()
      // One that cannot be read is not found; opening it says what is wrong.
      await readOne(name, parsed.boardId, parsed.cardId).catch(() => undefined)
      if (++done % publishEvery === 0) publish(true)
    }
  }

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh() {
      running ??= readAll()
        // A disk that does not answer is told elsewhere.
        .catch(() => undefined)
        .finally(() => {
          running = null
          publish(false)
        })
      if (!view.isReading) publish(true)
      return running
    },
  }
}
