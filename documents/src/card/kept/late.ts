/** Letters that arrive for a block which was deleted here: their author had not heard of it, and is not there any more. */
import * as Y from 'yjs'
import type { Copied, GoneText } from './copies.ts'
import type { Heirs, LetterId } from './heirs.ts'
import { putBeside, putHome, type Home } from './place.ts'

export interface LateOptions {
  readonly notes: Y.XmlFragment
  readonly heirs: Heirs
  /** Neither this device nor anybody who is there has typed under this client id. */
  readonly isStranger: (client: number) => boolean
}

interface Deleted {
  readonly id: LetterId
  readonly home: Home | null
  /** The own clock after it: once the server has sent that back, it has the deletion. */
  readonly clock: number
}

const maxDeleted = 500

export class Late {
  readonly #options: LateOptions
  readonly #doc: Y.Doc
  #deleted: Deleted[] = []

  constructor(options: LateOptions) {
    this.#options = options
    this.#doc = options.notes.doc as Y.Doc
  }

  /** A text was deleted by an edit made here. */
  remember({ text, units }: GoneText, { heirs, home }: Copied): void {
    const item = text._item
    if (!item) return
    for (const [i, unit] of units.entries()) {
      const heir = heirs[i]
      if (heir) this.#options.heirs.add(unit, heir)
    }
    const clock = Y.getState(this.#doc.store, this.#doc.clientID)
    const first = heirs.find(Boolean)
    this.#deleted.push({ id: item.id, home: home ?? homeBeside(this.#doc, first ?? null), clock })
    if (this.#deleted.length > maxDeleted) this.#deleted = this.#deleted.slice(maxDeleted / 4)
  }

  /** Looks for such letters among what came. `edit` runs a change of the document. */
  arrived(transaction: Y.Transaction, updates: readonly Uint8Array[], edit: (run: () => void) => void): void {
    if (this.#deleted.length === 0) return
    for (const update of updates) {
      const { structs, ds } = Y.decodeUpdate(update)
      for (const struct of structs) {
        if (struct instanceof Y.Item) this.#consider(transaction, struct, ds, edit)
        else if (struct.id.client === this.#doc.clientID) this.#echoed(struct.id.clock + struct.length)
      }
    }
  }

  #consider(
    transaction: Y.Transaction,
    struct: Y.Item,
    ds: ReturnType<typeof Y.decodeUpdate>['ds'],
    edit: (run: () => void) => void,
  ): void {
    const { content, id } = struct
    // Over HTTP what one sent oneself comes back: from there on the server deletes such letters itself.
    if (id.client === this.#doc.clientID) return this.#echoed(id.clock + struct.length)
    if (!(content instanceof Y.ContentString) || !this.#options.isStranger(id.client)) return
    const known = Math.max(0, (transaction.beforeState.get(id.client) ?? 0) - id.clock)
    const words = content.str.slice(known)
    if (words === '' || Y.isDeleted(ds, id) || !this.#isGone(id.client, id.clock + known)) return
    edit(() => this.#write(struct, known, words))
  }

  #echoed(clock: number): void {
    this.#deleted = this.#deleted.filter((each) => each.clock > clock)
  }

  #isGone(client: number, clock: number): boolean {
    const structs = this.#doc.store.clients.get(client)
    return structs !== undefined && structs[Y.findIndexSS(structs, clock)]?.deleted === true
  }

  #write(struct: Y.Item, known: number, words: string): void {
    const { notes, heirs } = this.#options
    const { client, clock } = struct.id
    const left = known > 0 ? { client, clock: clock + known - 1 } : struct.origin
    const right = struct.rightOrigin
    const home = this.#deleted.find(({ id }) => isSame(id, struct.parent))
    const isOurs = home || (left && heirs.of(left)) || (right && heirs.of(right))
    if (!isOurs) return
    const first =
      (left && heirs.of(left) && putBeside(this.#doc, heirs, left, 'after', words)) ||
      (right && heirs.of(right) && putBeside(this.#doc, heirs, right, 'before', words)) ||
      putHome(notes, home?.home ?? null, words)
    for (let i = 0; i < words.length; i++)
      heirs.add({ client, clock: clock + known + i }, { client: first.client, clock: first.clock + i })
  }
}

const isSame = (id: LetterId, parent: unknown): boolean =>
  parent instanceof Y.ID && parent.client === id.client && parent.clock === id.clock

const homeBeside = (doc: Y.Doc, letter: LetterId | null): Home | null => {
  if (!letter) return null
  const structs = doc.store.clients.get(letter.client)
  const item = structs?.[Y.findIndexSS(structs, letter.clock)]
  return item instanceof Y.Item && item.parent instanceof Y.XmlText ? { kind: 'text', text: item.parent } : null
}
