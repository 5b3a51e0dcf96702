import { Hocuspocus, type Document } from '@hocuspocus/server'
import { prepareUpdate, type Change, type Judgement, type RefusalCode } from '@mutirao/documents'
import * as Y from 'yjs'
import { step1Frame } from '../wire/frames.ts'
import type { Accept } from './fake-network.ts'

export interface OracleOptions {
  readonly random: () => number
  /** How long one commit takes. */
  readonly commitMs: () => number
  /** Chance that a frame is refused as `unknown_dependency`. */
  readonly refusal?: number
  /** Says whether this token may open this document; a thrown error's `reason` reaches the client. */
  readonly authenticate?: (token: string, name: string) => { readonly readOnly: boolean }
  /** Why nothing of an update is taken; null: it is. */
  readonly judge?: (name: string, update: Uint8Array) => RefusalCode | null
  /** Why this part of an update is left out; null: it is taken. */
  readonly leaveOut?: (change: Change) => RefusalCode | null
  readonly epoch?: string
}

/**
 * The stock Hocuspocus over a journal in memory: an update is acknowledged after its (slow) commit, like the real server.
 * The journal is the oracle: what is in it would survive a kill.
 */
export class OracleServer {
  readonly journal = new Map<string, Uint8Array[]>()
  /** Stateless messages of clients, in order of arrival. */
  readonly heard: { readonly name: string; readonly payload: string }[] = []
  readonly attached: string[] = []
  awarenessFrames = 0
  epoch: string
  readonly #options: OracleOptions
  #life = 0
  #death: Promise<boolean> = Promise.resolve(false)
  #die: (value: boolean) => void = () => undefined
  #instance: Hocuspocus | null = null
  readonly #committing = new Map<Document, number>()

  constructor(options: OracleOptions) {
    this.#options = options
    this.epoch = options.epoch ?? 'e1'
  }

  /** As HTTP tells whoever comes without a token of their own. */
  mayOnlyLook(name: string): boolean {
    return this.#options.authenticate?.('token', name).readOnly ?? false
  }

  /** Everything committed of one document. */
  oracle(name: string): Y.Doc {
    const doc = new Y.Doc()
    doc.transact(() => this.journal.get(name)?.forEach((update) => Y.applyUpdate(doc, update)))
    return doc
  }

  /** True when every change of `doc`, deletions included, is in the journal at this moment. */
  holds(name: string, doc: Y.Doc): boolean {
    const oracle = this.oracle(name)
    const held = Y.snapshotContainsUpdate(Y.snapshot(oracle), Y.encodeStateAsUpdate(doc))
    oracle.destroy()
    return held
  }

  /** The same for single updates. */
  holdsUpdates(name: string, updates: readonly Uint8Array[]): boolean {
    const oracle = this.oracle(name)
    const snapshot = Y.snapshot(oracle)
    const held = updates.every((update) => Y.snapshotContainsUpdate(snapshot, update))
    oracle.destroy()
    return held
  }

  start(): Accept {
    this.#life += 1
    this.#death = new Promise((resolve) => (this.#die = resolve))
    const instance = this.#createInstance(this.#life)
    this.#instance = instance
    return (end) => {
      const like = {
        send: (data: unknown) => end.send(data as Uint8Array),
        close: end.close,
        get readyState() {
          return end.readyState
        },
      }
      const connection = instance.handleConnection(like, new Request('http://oracle/sync/w'))
      return {
        receive: (frame) => {
          if (this.#instance === instance) connection.handleMessage(frame)
        },
        closed: () => connection.handleClose({ code: 1006, reason: '' }),
      }
    }
  }

  /** As `kill -9`: commits on their way happen or do not, and nobody is told. */
  kill(): void {
    this.#life += 1
    this.#instance = null
    this.#die(false)
  }

  /** The way in without a socket. Resolves with null when journalled, a refusal code, or `died`. */
  async submit(name: string, update: Uint8Array): Promise<string | null> {
    const instance = this.#instance
    if (!instance) return 'died'
    const code = this.#options.judge?.(name, update) ?? null
    if (code !== null) return code
    const document = instance.documents.get(name)
    const admitted = this.#admit(document ?? this.oracle(name), update)
    const committed = this.#commit(this.#life, name, admitted.update)
    if (!(await Promise.race([committed.then(() => true), this.#death]))) return 'died'
    if (document) Y.applyUpdate(document, admitted.update, { source: 'local', skipStoreHooks: true })
    return admitted.code
  }

  #admit(doc: Y.Doc, update: Uint8Array): { readonly update: Uint8Array; readonly code: RefusalCode | null } {
    const { leaveOut } = this.#options
    if (!leaveOut) return { update, code: null }
    const judge = (change: Change): Judgement => {
      const code = leaveOut(change)
      return code === null ? { kind: 'allow' } : { kind: 'refuse', code }
    }
    const prepared = prepareUpdate(doc, update, judge, { ownsClient: () => true })
    if (prepared.kind !== 'ready') return { update, code: null }
    return { update: prepared.update, code: prepared.refused[0]?.code ?? null }
  }

  /** Somebody has it open. */
  isOpen(name: string): boolean {
    return (this.#instance?.documents.get(name)?.getConnectionsCount() ?? 0) > 0
  }

  closeDocument(name: string): void {
    this.#instance?.closeConnections(name)
  }

  close(name: string, reason: string): void {
    const document = this.#instance?.documents.get(name)
    for (const connection of document?.getConnections() ?? []) connection.close({ code: 4000, reason })
  }

  #createInstance(life: number): Hocuspocus {
    const refusals = new Map<object, Refusal>()
    const { random, refusal = 0, judge, authenticate } = this.#options
    const instance: Hocuspocus = new Hocuspocus({
      quiet: true,
      timeout: 60_000,
      maxPendingDocuments: 10_000,
      onAuthenticate: ({ token, documentName, connectionConfig }) => {
        this.attached.push(documentName)
        connectionConfig.readOnly = authenticate?.(token, documentName).readOnly ?? false
        return Promise.resolve()
      },
      onLoadDocument: ({ document, documentName }) => {
        for (const update of this.journal.get(documentName) ?? []) Y.applyUpdate(document, update)
        return Promise.resolve(undefined)
      },
      connected: ({ connection }) => {
        const head = this.journal.get(connection?.document.name ?? '')?.length ?? 0
        connection?.sendStateless(JSON.stringify({ type: 'hello', protocol: 1, cursor: `${this.epoch}-${head}` }))
        return Promise.resolve()
      },
      onStateless: ({ documentName, payload }) => {
        this.heard.push({ name: documentName, payload })
        return Promise.resolve()
      },
      onAwarenessUpdate: () => {
        this.awarenessFrames += 1
        return Promise.resolve()
      },
      beforeSync: async ({ type, payload, connection, document, documentName }) => {
        if (type === 0 || payload.length <= 2 || connection.readOnly) return
        const code = random() < refusal ? 'unknown_dependency' : judge?.(documentName, payload)
        if (code !== null && code !== undefined) {
          refusals.set(connection, { readOnly: connection.readOnly, code, rest: null })
          connection.readOnly = true
          return
        }
        const admitted = this.#admit(document, payload)
        this.#committing.set(document, (this.#committing.get(document) ?? 0) + 1)
        await this.#commit(life, documentName, admitted.update)
        this.#committing.set(document, (this.#committing.get(document) ?? 1) - 1)
        if (admitted.code === null) return
        refusals.set(connection, { readOnly: connection.readOnly, code: admitted.code, rest: admitted.update })
        connection.readOnly = true
      },
      afterHandleMessage: ({ connection, document }) => {
        const refused = refusals.get(connection)
        if (!refused) return Promise.resolve()
        refusals.delete(connection)
        connection.readOnly = refused.readOnly
        const { code, rest } = refused
        if (rest) Y.applyUpdate(document, rest, { source: 'connection', connection })
        connection.sendStateless(JSON.stringify({ type: 'refused', code, path: 'a/b', message: code }))
        if (code === 'unknown_dependency') sendStep1(connection, document)
        return Promise.resolve()
      },
      // The stock class drops a newer instance of the same name (SYNC §3).
      beforeUnloadDocument: ({ document, documentName }) => {
        const busy = (this.#committing.get(document) ?? 0) > 0
        return busy || instance.documents.get(documentName) !== document
          ? Promise.reject(new SilentVeto())
          : Promise.resolve()
      },
    })
    return instance
  }

  async #commit(life: number, name: string, update: Uint8Array): Promise<void> {
    const { random, commitMs } = this.#options
    const copy = update.slice()
    await new Promise((resolve) => setTimeout(resolve, commitMs()))
    const killed = this.#life !== life
    if (!killed || random() < 0.5) {
      const rows = this.journal.get(name) ?? []
      rows.push(copy)
      this.journal.set(name, rows)
    }
    if (killed) await new Promise(() => undefined)
  }
}

/** How the frame in hand is answered: `rest` is what was taken of it all the same. */
interface Refusal {
  readonly readOnly: boolean
  readonly code: RefusalCode
  readonly rest: Uint8Array | null
}

/** Hocuspocus keeps silent about an error without a message. */
class SilentVeto extends Error {
  override message = ''
}

interface StepSender {
  readonly messageAddress: string
  send(frame: Uint8Array): void
}
function sendStep1(connection: StepSender, document: Y.Doc): void {
  connection.send(step1Frame(connection.messageAddress, Y.encodeStateVector(document)))
}
