import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { fault } from '@mutirao/documents'
import { StartupError } from '../errors.ts'

/**
 * The file is a gzipped SQL script, like pg_dump's plain format: `zcat file | psql` gives the database back even without
 * us (only the epoch then stays the old one). What we need to read it safely stands in comment lines:
 *
 *   -- mutirao backup {"format":1,…}
 *   -- sql <bytes>        then one statement of so many bytes, `;` and a line end
 *   -- copy <name>        then `copy … from stdin;`, the rows, `\.`
 *   -- sha256 <64 hex>    of everything before; the last line
 */
export const backupFormat = 1

export interface BackupHeader {
  readonly format: number
  readonly createdAtMs: number
  /** Tables with their rows, in order. */
  readonly tables: number
}

const headerStart = '-- mutirao backup '
const sumLine = (hash: string): string => `-- sha256 ${hash}\n`
const sumLineBytes = sumLine('0'.repeat(64)).length
const dataEnd = Buffer.from('\n\\.\n')

// ---------------------------------------------------------------------------------------------- writing

export interface BackupWriter {
  sql(statement: string): Promise<void>
  copy(name: string, copyIn: string, chunks: AsyncIterable<Buffer>): Promise<void>
  /** Puts the finished file in its place; its size. */
  finish(): Promise<number>
  /** Removes what has been written so far. */
  discard(): Promise<void>
}

/** Writes beside the target and renames at the end: a file of that name is always a whole backup. */
export async function createBackupFile(file: string, header: BackupHeader): Promise<BackupWriter> {
  const partial = `${file}.partial-${process.pid}`
  const gzip = createGzip({ level: 6 })
  const out = createWriteStream(partial, { mode: fault('BKP-7') ? 0o644 : 0o600 })
  const written = finished(gzip.pipe(out))
  let failure: Error | null = null
  written.catch((error: Error) => {
    failure = error
  })
  const hash = createHash('sha256')
  const write = async (data: Buffer | string): Promise<void> => {
    if (failure) throw failure
    hash.update(data)
    if (!gzip.write(data)) await Promise.race([new Promise((resolve) => gzip.once('drain', resolve)), written])
  }
  await write(`${headerStart}${JSON.stringify(header)}\n`)
  return {
    sql: (statement) => write(`-- sql ${Buffer.byteLength(statement)}\n${statement};\n`),
    copy: async (name, copyIn, chunks) => {
      await write(`-- copy ${name}\n${copyIn};\n`)
      for await (const chunk of chunks) await write(chunk)
      await write('\\.\n')
    },
    finish: async () => {
      gzip.end(sumLine(hash.digest('hex')))
      await written
      const handle = await open(partial, 'r+')
      try {
        await handle.sync()
        const { size } = await handle.stat()
        await rename(partial, file)
        return size
      } finally {
        await handle.close()
      }
    },
    discard: async () => {
      gzip.destroy()
      out.destroy()
      await rm(partial, { force: true })
    },
  }
}

// ---------------------------------------------------------------------------------------------- reading

const broken = (file: string, why: string, cause?: unknown): StartupError =>
  new StartupError('restore_broken_file', `${file} cannot be restored: ${why}; the database was not touched.`, {
    cause,
  })

async function* unpack(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file)
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  source.on('error', (error) => gunzip.destroy(error))
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk as Buffer
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'ENOENT') throw broken(file, 'there is no such file', error)
    if (code === 'Z_DATA_ERROR') throw broken(file, 'it is damaged or not a backup', error)
    if (code === 'Z_BUF_ERROR') throw broken(file, 'it ends in the middle', error)
    throw broken(file, error instanceof Error ? error.message : String(error), error)
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

/** Reads the whole file once and checks it. Throws StartupError `restore_broken_file`. */
export async function checkBackupFile(file: string): Promise<BackupHeader> {
  const hash = createHash('sha256')
  let first: Buffer = Buffer.alloc(0)
  let tail: Buffer = Buffer.alloc(0)
  for await (const chunk of unpack(file)) {
    if (first.length < 4_096) first = Buffer.concat([first, chunk.subarray(0, 4_096)])
    tail = Buffer.concat([tail, chunk])
    const settled = Math.max(0, tail.length - sumLineBytes)
    hash.update(tail.subarray(0, settled))
    tail = tail.subarray(settled)
  }
  const firstLine = first.subarray(0, Math.max(0, first.indexOf('\n'))).toString()
  if (!firstLine.startsWith(headerStart)) throw broken(file, 'it is not a Mutirão backup')
  if (tail.toString() !== sumLine(hash.digest('hex')) && !fault('BKP-3')) throw broken(file, 'its checksum is wrong')
  const header = JSON.parse(firstLine.slice(headerStart.length)) as BackupHeader
  if (header.format > backupFormat) throw broken(file, 'it was made by a newer Mutirão')
  return header
}

export type BackupSection =
  | { readonly kind: 'sql'; readonly text: string }
  | { readonly kind: 'copy'; readonly name: string; readonly text: string; readonly rows: AsyncGenerator<Buffer> }

/** The sections in order. The rows of a copy must be read to their end before the next section is asked for. */
export async function* readSections(file: string): AsyncGenerator<BackupSection> {
  const input = new ByteReader(unpack(file))
  await input.line()
  for (;;) {
    const [, word, rest = ''] = /^-- (\w+) (.*)$/.exec(await input.line()) ?? []
    if (word === 'sha256') return
    if (word === 'sql') {
      const text = (await input.bytes(Number(rest))).toString()
      await input.line()
      yield { kind: 'sql', text }
    } else if (word === 'copy') {
      const text = (await input.line()).replace(/;$/, '')
      yield { kind: 'copy', name: rest, text, rows: input.dataRows() }
    } else throw broken(file, 'a part of it is not understood')
  }
}

/** Lines, bytes and COPY rows out of a stream of chunks. */
class ByteReader {
  readonly #source: AsyncGenerator<Buffer>
  #buffer: Buffer = Buffer.alloc(0)

  constructor(source: AsyncGenerator<Buffer>) {
    this.#source = source
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#source.next()
    if (done) throw new Error('the backup ends too early')
    this.#buffer = this.#buffer.length === 0 ? value : Buffer.concat([this.#buffer, value])
  }

  async line(): Promise<string> {
    let end = this.#buffer.indexOf('\n')
    while (end < 0) {
      await this.#more()
      end = this.#buffer.indexOf('\n')
    }
    const line = this.#buffer.subarray(0, end).toString()
    this.#buffer = this.#buffer.subarray(end + 1)
    return line
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#buffer.length < count) await this.#more()
    const bytes = this.#buffer.subarray(0, count)
    this.#buffer = this.#buffer.subarray(count)
    return bytes
  }

  /** Up to the line `\.`; a row itself never holds that line, COPY escapes the backslash. */
  async *dataRows(): AsyncGenerator<Buffer> {
    // The line end before the rows belongs to the mark that ends them when there are none.
    this.#buffer = Buffer.concat([Buffer.from('\n'), this.#buffer])
    let skip = 1
    for (;;) {
      const end = this.#buffer.indexOf(dataEnd)
      const ready = end >= 0 ? end + 1 : Math.max(0, this.#buffer.length - dataEnd.length)
      if (ready > skip) yield this.#buffer.subarray(skip, ready)
      skip = Math.max(0, skip - ready)
      this.#buffer = this.#buffer.subarray(end >= 0 ? end + dataEnd.length : ready)
      if (end >= 0) return
      await this.#more()
    }
  }
}
