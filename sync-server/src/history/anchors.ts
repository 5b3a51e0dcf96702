import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { access, link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fault } from '@mutirao/documents'
import type { Database } from '@mutirao/persistence'
import type { Logger } from 'pino'

/**
 * Chain heads of all documents, once a day, in a signed file outside the database: whoever can change the database, leaves and
 * chain included, cannot change what was copied away yesterday. Only as good as the place the files are kept in.
 */
interface AnchorFile {
  /** JSON of `AnchorBody`, exactly as it was signed. */
  readonly body: string
  /** Ed25519, base64. */
  readonly signature: string
  /** PEM, for whoever checks the file without us. */
  readonly publicKey: string
}

interface AnchorBody {
  readonly day: string
  readonly heads: readonly (readonly [name: string, seq: number, chainHex: string])[]
}

/** What the newest file says about one document. */
export interface Anchor {
  readonly day: string
  readonly seq: number
  readonly chain: Buffer
  /** By the key of this data folder, over exactly this content. */
  readonly signed: boolean
}

export interface AnchorOptions {
  readonly database: Database
  readonly dataDir: string
  readonly log: Logger
  /** Milliseconds since the epoch. Default: the clock. */
  readonly now?: () => number
}

/** Often, because a new house has no heads when it starts; a look costs one file name while today's file is there. */
const lookEveryMs = 5 * 60_000
const folderOf = (dataDir: string): string => join(dataDir, 'anchors')
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The key of the data folder; made at first use, readable by its owner only. */
async function keptKey(dataDir: string): Promise<KeyObject> {
  const path = join(dataDir, 'anchor-key.pem')
  const read = async (): Promise<KeyObject> => createPrivateKey(await readFile(path, 'utf8'))
  return read().catch(async (error: unknown) => {
    if (!isCode(error, 'ENOENT')) throw error
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const { privateKey } = generateKeyPairSync('ed25519')
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
    await putOnce(path, pem.toString())
    return read()
  })
}

/** Written aside and linked: two processes end with one file, and nobody ever sees half of it. */
async function putOnce(path: string, content: string): Promise<boolean> {
  const aside = `${path}.${process.pid}.${process.hrtime.bigint()}`
  await writeFile(aside, content, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(aside, path)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(aside)
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    (error: unknown) => {
      if (isCode(error, 'ENOENT')) return false
      throw error
    },
  )

/**
 * Writes today's file unless it exists or nothing has a chain yet: an empty file would be all that is known until tomorrow.
 * @returns its path; null when nothing was written
 */
export async function writeAnchor({ database, dataDir, now = Date.now }: AnchorOptions): Promise<string | null> {
  const day = dayOf(now())
  const path = join(folderOf(dataDir), `${day}.json`)
  if (await exists(path)) return null
  const { rows } = await database.pool.query<{ name: string; seq: number; chain: string }>(
    `select d.name, c.seq, encode(c.chain, 'hex') as chain from history_cursor c join document d on d.id = c.document_id
     where c.seq > 0 order by d.id`,
  )
  if (rows.length === 0) return null
  const content: AnchorBody = { day, heads: rows.map(({ name, seq, chain }) => [name, seq, chain]) }
  const body = JSON.stringify(content)
  const key = await keptKey(dataDir)
  const file: AnchorFile = {
    body,
    signature: sign(null, Buffer.from(body), key).toString('base64'),
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
  }
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
  return (await putOnce(path, `${JSON.stringify(file)}\n`)) ? path : null
}

/** What the newest file says about this document; null when there is no file or it does not know the document. */
export async function newestAnchor(dataDir: string, name: string): Promise<Anchor | null> {
  const files = await readdir(folderOf(dataDir)).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return []
    throw error
  })
  const newest = files
    .filter((file) => /^\d{4}-\d\d-\d\d\.json$/.test(file))
    .sort()
    .at(-1)
  if (newest === undefined) return null
  const { body, signature } = JSON.parse(await readFile(join(folderOf(dataDir), newest), 'utf8')) as AnchorFile
  const ours = createPublicKey(await keptKey(dataDir))
  const signed = verify(null, Buffer.from(body), ours, Buffer.from(signature, 'base64')) || fault('HIS-23')
  const { day, heads } = JSON.parse(body) as AnchorBody
  const head = heads.find(([document]) => document === name)
  return head ? { day, seq: head[1], chain: Buffer.from(head[2], 'hex'), signed } : null
}

/** Looks every few minutes whether today's file is there. */
export function startAnchors(options: AnchorOptions): { readonly close: () => void } {
  const look = (): void => {
    writeAnchor(options).catch((error: unknown) =>
      options.log.warn({ err: error }, 'the heads of the chains could not be written beside the database'),
    )
  }
  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  look()
  return { close: () => clearInterval(timer) }
}
