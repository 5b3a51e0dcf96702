import type { Duplex } from 'node:stream'
import type pg from 'pg'

/**
 * COPY over pg's connection: the driver speaks the protocol but has no interface for it. A `Submittable` is handed the
 * messages of its own query; these two turn them into an async iterable and a sink.
 */
interface CopyConnection {
  readonly stream: Duplex
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/** What pg calls on the active query. */
abstract class CopyQuery {
  /** pg's own types know no callback-free Submittable; this one is never called. */
  callback = (): void => undefined
  protected connection: CopyConnection | null = null
  readonly #text: string
  #settle: (error: Error | null) => void = () => undefined
  /** Resolves when Postgres has finished the statement. */
  readonly finished: Promise<void>
  #error: Error | null = null

  constructor(text: string) {
    this.#text = text
    this.finished = new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve())
    })
    // Whoever iterates or writes learns of it through `finished`; this only says that somebody listens.
    this.finished.catch(() => undefined)
  }

  get error(): Error | null {
    return this.#error
  }

  submit(connection: unknown): void {
    this.connection = connection as CopyConnection
    this.connection.query(this.#text)
  }

  handleError(error: Error): void {
    this.#error = error
    this.wake()
    this.#settle(error)
  }

  handleReadyForQuery(): void {
    this.wake()
    this.#settle(this.#error)
  }

  handleCommandComplete(_message: { readonly text: string }): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(_message: { readonly chunk: Buffer }): void {}
  protected wake(): void {}
}

/** Stop reading from the socket when so much waits to be taken. */
const highWaterBytes = 1024 * 1024

class CopyOut extends CopyQuery {
  rows = 0
  #chunks: Buffer[] = []
  #bytes = 0
  #done = false
  #waiting: (() => void) | null = null

  override handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // Copied: the driver reads the next bytes of the socket into the same memory.
    this.#chunks.push(Buffer.from(chunk))
    this.#bytes += chunk.length
    if (this.#bytes > highWaterBytes) this.connection?.stream.pause()
    this.#waiting?.()
  }

  /** `COPY <rows>` */
  override handleCommandComplete({ text }: { readonly text: string }): void {
    this.rows = Number(text.split(' ')[1])
  }

  override handleReadyForQuery(): void {
    this.#done = true
    super.handleReadyForQuery()
  }

  protected override wake(): void {
    this.#waiting?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for (;;) {
      if (this.#chunks.length > 0) {
        const taken = this.#chunks
        this.#chunks = []
        this.#bytes = 0
        this.connection?.stream.resume()
        yield Buffer.concat(taken)
      } else if (this.error) throw this.error
      else if (this.#done) return
      else await new Promise<void>((resolve) => (this.#waiting = resolve))
    }
  }
}

class CopyIn extends CopyQuery {
  #open = false
  #waiting: (() => void) | null = null

  override handleCopyInResponse(): void {
    this.#open = true
    this.wake()
  }

  protected override wake(): void {
    this.#waiting?.()
  }

  async #opened(): Promise<CopyConnection> {
    while (!this.#open) {
      if (this.error) throw this.error
      await new Promise<void>((resolve) => (this.#waiting = resolve))
    }
    if (!this.connection) throw new Error('the copy was not submitted')
    return this.connection
  }

  async write(chunk: Buffer): Promise<void> {
    const connection = await this.#opened()
    if (this.error) throw this.error
    connection.sendCopyFromChunk(chunk)
    if (!connection.stream.writableNeedDrain) return
    await new Promise<void>((resolve) => {
      const go = (): void => {
        connection.stream.off('drain', go).off('close', go)
        resolve()
      }
      connection.stream.on('drain', go).on('close', go)
    })
  }

  async end(): Promise<void> {
    const connection = await this.#opened()
    connection.endCopyFrom()
    await this.finished
  }

  async fail(reason: string): Promise<void> {
    const connection = await this.#opened()
    connection.sendCopyFail(reason)
    await this.finished.catch(() => undefined)
  }
}

/** Yields what Postgres sends for a `copy … to stdout`, at the reader's pace; returns how many rows Postgres says it was. */
export async function* copyOut(client: pg.Client, text: string): AsyncGenerator<Buffer, number> {
  const query = new CopyOut(text)
  client.query(query)
  yield* query
  return query.rows
}

/** Feeds a `copy … from stdin`; rejects with Postgres's error when a row does not fit. */
export async function copyIn(client: pg.Client, text: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const query = new CopyIn(text)
  client.query(query)
  try {
    for await (const chunk of chunks) await query.write(chunk)
  } catch (error) {
    if (!query.error) await query.fail('the rest could not be read')
    throw query.error ?? error
  }
  await query.end()
}
