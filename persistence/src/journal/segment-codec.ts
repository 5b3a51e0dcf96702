import { isDeepStrictEqual, promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { ByteReader, ByteWriter } from './bytes.ts'

/** On zlib's own threads: the event loop does not wait for them. */
const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)
/** Written once, kept for years: 9 is a fifth smaller than 4 and still a few milliseconds for a thousand rows. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

/** A row of the journal, whole, as it is packed: no column is left out. Its number is its place in the segment. */
export interface PackedRow {
  readonly epoch: string
  readonly batchId: string
  readonly actorId: string
  readonly origin: string
  /** Microseconds since the epoch: as exactly as Postgres keeps it. */
  readonly receivedAtUs: number
  /** JSON text as Postgres prints it; null when there is none. */
  readonly note: string | null
  readonly update: Buffer
  readonly salt: Buffer
  readonly leaf: Buffer
}

const version = 1
const nodeHexDigits = 16

/**
 * Column after column, so that what is alike lies together; then brotli. Salts and leaves are as random as ever: most of what
 * remains. Part of the stored format: never change it, add a version beside it.
 */
export async function packRows(rows: readonly PackedRow[]): Promise<Buffer> {
  const out = new ByteWriter()
  const batches = rows.map(({ batchId }) => Buffer.from(batchId.replaceAll('-', ''), 'hex'))
  const words = new Map<string, number>()
  const placeOf = (word: string): number => {
    const known = words.get(word)
    if (known !== undefined) return known
    words.set(word, words.size)
    return words.size - 1
  }
  const columns = [
    rows.map(({ epoch }) => placeOf(epoch)),
    rows.map(({ actorId }) => placeOf(actorId)),
    rows.map(({ origin }) => placeOf(origin)),
    batches.map((batch) => placeOf(batch.toString('hex').slice(0, nodeHexDigits))),
  ]
  out.varint(version)
  out.varint(rows.length)
  out.varint(words.size)
  for (const word of words.keys()) out.text(word)
  for (const column of columns) for (const place of column) out.varint(place)
  for (const batch of batches) out.bytes(batch.subarray(nodeHexDigits / 2))
  let beforeUs = 0
  for (const { receivedAtUs } of rows) {
    out.signed(receivedAtUs - beforeUs)
    beforeUs = receivedAtUs
  }
  const notes = rows.map(({ note }) => (note === null ? null : Buffer.from(note)))
  for (const note of notes) out.varint(note === null ? 0 : note.length + 1)
  for (const note of notes) if (note) out.bytes(note)
  for (const column of ['update', 'salt', 'leaf'] as const) {
    for (const row of rows) out.varint(row[column].length)
    for (const row of rows) out.bytes(row[column])
  }
  return compress(out.done(), brotliOptions)
}

/** @throws Error when these bytes are not what `packRows` wrote */
export async function unpackRows(data: Uint8Array): Promise<PackedRow[]> {
  const read = new ByteReader(await decompress(data))
  const found = read.varint()
  if (found !== version) throw new Error(`a segment of version ${found}`)
  const count = read.varint()
  const numbers = (): number[] => Array.from({ length: count }, () => read.varint())
  const words = Array.from({ length: read.varint() }, () => read.text())
  const column = (): string[] =>
    numbers().map((place) => {
      const word = words[place]
      if (word === undefined) throw new Error(`a segment without word ${place}`)
      return word
    })
  const [epochs, actors, origins, nodes] = [column(), column(), column(), column()]
  const counts = Array.from({ length: count }, () => read.bytes(nodeHexDigits / 2).toString('hex'))
  let us = 0
  const times = Array.from({ length: count }, () => (us += read.signed()))
  const notes = numbers().map((length) => (length === 0 ? null : read.bytes(length - 1).toString()))
  const parts = (): Buffer[] => numbers().map((length) => read.bytes(length))
  const [updates, salts, leaves] = [parts(), parts(), parts()]
  read.end()
  return Array.from({ length: count }, (_, i) => ({
    epoch: at(epochs, i),
    batchId: uuidOf(at(nodes, i) + at(counts, i)),
    actorId: at(actors, i),
    origin: at(origins, i),
    receivedAtUs: at(times, i),
    note: notes[i] ?? null,
    update: at(updates, i),
    salt: at(salts, i),
    leaf: at(leaves, i),
  }))
}

/** What has been packed is unpacked and compared before the rows may go. */
export async function packedFaithfully(rows: readonly PackedRow[], data: Uint8Array): Promise<boolean> {
  return isDeepStrictEqual(await unpackRows(data), rows)
}

const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

function at<T>(column: readonly T[], i: number): T {
  const value = column[i]
  if (value === undefined) throw new Error(`a segment without row ${i}`)
  return value
}
